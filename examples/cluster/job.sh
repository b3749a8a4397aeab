#!/bin/sh
#SBATCH --array=0-4
# A job of the array reads one file and writes one file.
fold=fold-$SLURM_ARRAY_TASK_ID
xent part bce "$fold.csv" --target y --pred p --worst 3 --id patient -o "$fold.totals"
