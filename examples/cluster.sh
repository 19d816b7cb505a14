#!/bin/sh
# A study on a cluster without Dask: any number of jobs that share one store.
#
# Slurm:  sbatch --array=1-40 --cpus-per-task=2 examples/cluster.sh experiments/digital_strategies.yaml
# Plain:  for part in 1 2 3 4; do PARTS=4 PART=$part sh examples/cluster.sh STUDY & done; wait
#
# Every job takes its share of the runs; one that ends early, is killed or is started twice does no harm, for what is in
# the store is not run again. Call it once more at the end, without PARTS, for what is left and for the results.
set -eu
STUDY=$1
PES_SIM_STORE=${PES_SIM_STORE:-results/store}   # a folder that every machine reaches
export PES_SIM_STORE
PART=${PART:-${SLURM_ARRAY_TASK_ID:-1}}
PARTS=${PARTS:-${SLURM_ARRAY_TASK_COUNT:-1}}
exec pes-sim study "$STUDY" --part "$PART/$PARTS" --workers "${SLURM_CPUS_PER_TASK:-2}" --out "results/parts/$PART"
