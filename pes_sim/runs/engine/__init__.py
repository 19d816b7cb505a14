"""Running many runs: in processes of this machine or on a Dask cluster; every finished run goes to the store."""
