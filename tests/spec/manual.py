"""Write the manual part of GLOSSARY.md from the spec tests: `python -m tests.spec.manual`.

A chapter is a module `test_*.py` of this folder: the first line of its docstring is the heading, the rest the text;
each test's docstring is a sentence. A sentence stands in the manual only while its test passes.
"""

import ast
from pathlib import Path

HERE = Path(__file__).parent
GLOSSARY = HERE.parent.parent / "GLOSSARY.md"
BEGIN, END = "<!-- manual: begin (python -m tests.spec.manual) -->", "<!-- manual: end -->"


def chapter(file: Path) -> str:
    """Heading, text and sentences of one spec module. Raises ValueError where a docstring is missing."""
    tree = ast.parse(file.read_text("utf-8"))
    heading, _, text = (ast.get_docstring(tree) or "").partition("\n")
    tests = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    tests.sort(key=lambda node: node.lineno)
    silent = [node.name for node in tests if not ast.get_docstring(node)]
    if not heading or silent:
        raise ValueError(f"{file.name}: a chapter needs a docstring, and so does each test: {silent}")
    sentences = "\n".join(f"- {' '.join((ast.get_docstring(node) or '').split())}" for node in tests)
    return "\n\n".join(part for part in (f"### {heading.rstrip('.')}", " ".join(text.split()), sentences) if part)


def manual() -> str:
    """All chapters in the order of their file names."""
    return "\n\n".join(chapter(file) for file in sorted(HERE.glob("test_*.py")))


def with_manual(glossary: str) -> str:
    """The glossary with its manual part made anew."""
    head, rest = glossary.split(BEGIN)
    return f"{head}{BEGIN}\n\n{manual()}\n\n{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    GLOSSARY.write_text(with_manual(GLOSSARY.read_text("utf-8")), "utf-8")
