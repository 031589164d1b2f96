// The picture works as a plain form until the live page has arrived; then the live one takes its place, piece by piece.
const picture = document.getElementById("picture");
document.querySelectorAll(".fit-wait").forEach(sign => sign.remove());
picture.addEventListener("change", event => {
  sessionStorage.setItem("held", event.target.name);
  event.target.form?.requestSubmit();
});
picture.querySelector(`[name="${CSS.escape(sessionStorage.getItem("held") ?? "")}"]`)?.focus({preventScroll: true});
sessionStorage.removeItem("held");

// a widget's label is its visible description: sliders have none of their own for a screen reader
const named = root => root.querySelectorAll(".widget-slider").forEach(slider => {
  const label = slider.querySelector("label"), handle = slider.querySelector("[role=slider]");
  if (label && handle && !handle.getAttribute("aria-label")) handle.setAttribute("aria-label", label.textContent);
});

// the controls are live first; the page stays the picture until the live one has its foot, or its refusal
const arrived = () => {
  const cells = document.getElementById("rendered_cells");
  if (!cells) return;
  named(cells);
  const bar = cells.querySelector(".fit-form"), plain = picture.querySelector("form.fit-form");
  if (plain && bar?.children.length && bar.offsetParent) {
    const held = document.activeElement?.name, top = scrollY;
    plain.remove();
    document.body.append(picture);
    scrollTo(0, top);
    if (held) bar.querySelector("select, input")?.focus({preventScroll: true});
    document.documentElement.dataset.live = "yes";
  }
  if (picture.isConnected && cells.querySelector(".fit-views :is(.fit-foot, [role=alert]), .fit-page[role=alert]")) { picture.remove(); cells.setAttribute("role", "main"); }
};
new MutationObserver(arrived).observe(document.documentElement, {childList: true, subtree: true});

// an address may name an entry: go there once, when the page is the live one
const entry = decodeURIComponent(location.hash.slice(1));
if (entry) document.getElementById(entry)?.scrollIntoView();

window.update_loading_text = () => {};
window.voila_heartbeat = () => {};
window.voila_process = window.update_loading_text;
window.display_cells = () => {
  if (!window.themeLoaded) { window.cellLoaded = true; return; }
  document.getElementById("rendered_cells").style.display = "";
  arrived();
};
window.voila_finish = window.display_cells;
