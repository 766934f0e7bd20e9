#!/bin/sh
# The sample county as it is shipped has nothing that proofreading finds. Run by tests/run with the program in KANBEN.
said=$("$KANBEN" check --proof --quiet --format short --as-of 2026-08-31 2>&1 | grep ' proof-')
if [ -n "$said" ]; then
    echo "$said"
    echo "0 passed, 1 failed"
    exit 1
fi
echo "1 passed, 0 failed"
