"""Warm kernels: each kernel is a fork of one process that has done the imports, so a page starts at once.

`warm.py` is that process, `provisioner.py` the way in which jupyter_client (papermill, Voilà, nbval) asks it for a
kernel. Where fork is missing or no warm process runs, kernels start in the plain way.
"""
