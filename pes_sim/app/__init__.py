"""The web flight simulator: pages, and the interface described in docs/app_api.md, served on this machine."""
