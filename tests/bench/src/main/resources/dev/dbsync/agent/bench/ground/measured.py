"""Runs a command and prints, as JSON, its status, how long it took, and how much memory its largest process had at most."""
import json
import resource
import subprocess
import sys
import time

start = time.monotonic()
done = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
seconds = time.monotonic() - start
print(json.dumps({
    "status": done.returncode,
    "seconds": seconds,
    "peakKibibytes": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss,
    "output": done.stdout.decode("utf-8", "replace")}))
