# JupyterHub for the dashboards on one or several machines: a `fit serve` of their own for each user, behind one login.
#
#     jupyterhub -f templates/hub/jupyterhub_config.py
#
# What to decide before real data: the authenticator (the county's own), TLS (Hub.bind_url behind a proxy or ssl_key and
# ssl_cert), the spawner (one system user or container each: SystemdSpawner, DockerSpawner, KubeSpawner), and FIT_HOME.
# Roles and teams come from FIT_HOME/users.toml by the same user names (`fit users`).
import os
import sys

c = get_config()  # noqa: F821 - JupyterHub brings it

c.Spawner.cmd = [sys.executable, "-m", "workbench.cli", "serve", "--hub", "--no-browser"]
c.Spawner.environment = {"FIT_HOME": os.environ["FIT_HOME"], "FIT_LANG": os.environ.get("FIT_LANG", "fi")}
c.Spawner.default_url = "/"
c.Spawner.http_timeout = 120
c.Spawner.start_timeout = 120
c.Spawner.mem_limit = "4G"
c.ConfigurableHTTPProxy.command = [os.path.join(os.path.dirname(sys.executable), "configurable-http-proxy")]
c.JupyterHub.bind_url = os.environ.get("FIT_HUB", "http://127.0.0.1:8000")
c.JupyterHub.db_url = "sqlite:///" + os.path.join(os.environ["FIT_HOME"], "hub.sqlite")
c.JupyterHub.cookie_secret_file = os.path.join(os.environ["FIT_HOME"], "hub.secret")
c.JupyterHub.cleanup_servers = True
c.JupyterHub.load_roles = []
