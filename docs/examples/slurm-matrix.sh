#!/bin/sh
# A matrix of releases and targets as an array job: each task has its part, and all share one cache folder. The last job
# merges what came, whatever came.
#
#   id=$(sbatch --parsable slurm-matrix.sh)   # further options of matrix behind the name of the file
#   sbatch --dependency=afterany:"$id" --wrap 'cgoprof-repro report merge part-*.json -o merged.json'
#
#SBATCH --array=1-3
#SBATCH --cpus-per-task=2
#SBATCH --requeue
#SBATCH --output=part-%a.log
#SBATCH --open-mode=append

: "${RELEASES:=1.23.7,1.23.8,1.24.1,1.24.2}"
: "${TARGETS:=linux/amd64 linux/amd64,buildmode=pie}"

# A task that is queued again goes on where it was: its answers are in the cache folder.
cgoprof-repro matrix --go "$RELEASES" --targets "$TARGETS" --resume --fail-on none \
  -o "json=part-$SLURM_ARRAY_TASK_ID.json" "$@"
code=$?

# Ended by a signal, for example for want of memory: again, three times at most. Slurm itself does so where a node fails.
if [ "$code" -gt 128 ] && [ "${SLURM_RESTART_COUNT:-0}" -lt 3 ]; then
  scontrol requeue "$SLURM_JOB_ID"
fi
exit "$code"
