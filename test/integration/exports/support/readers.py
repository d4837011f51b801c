"""Opens exported files with the programs that they are meant for. Prints what was read as JSON."""

import base64
import contextlib
import csv
import hashlib
import io
import json
import os
import re
import runpy
import subprocess
import sys
import zipfile
from pathlib import Path

import nbclient
import nbformat
import numpy as np
from safetensors import safe_open


def figures(text):
    """What a program printed of its comparison: here and there, by name."""
    lines = re.findall(r"^(.+?): here (\S+), in LinearLab (\S+), difference", text, re.M)
    return {name: [float(here), float(there)] for name, here, there in lines}


def run_script(path, folder):
    done = subprocess.run([sys.executable, path], cwd=folder, capture_output=True, text=True)
    return {"code": done.returncode, "figures": figures(done.stdout), "stderr": done.stderr[-2000:]}


def run_scripts(folder, *paths):
    """Several scripts in one process: PyTorch is loaded once."""
    os.chdir(folder)
    answer = []
    for path in paths:
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            runpy.run_path(path, run_name="__main__")
        answer.append(figures(said.getvalue()))
    return answer


def run_notebook(path, folder):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": folder}}).execute()
    said = "".join(
        output.get("text", "")
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if output.output_type == "stream"
    )
    return {"figures": figures(said), "kinds": [cell.cell_type for cell in notebook.cells]}


def read_safetensors(path):
    with safe_open(path, framework="pt") as file:
        return {name: file.get_tensor(name).tolist() for name in file.keys()}


def read_npy(path):
    record = np.load(path, allow_pickle=False)
    return {name: record[name].tolist() for name in record.dtype.names}


def read_csv(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def read_run_file(path):
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        hashes = {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}
        return {"manifest": json.loads(archive.read("manifest.json")), "hashes": hashes}


def read_numbers(path):
    """The numbers that the generator of an exported script draws, to be compared with the lessons'."""
    source = Path(path).read_text(encoding="utf-8")
    space = {}
    exec(source[source.index("import math") : source.index("import gzip")], space)
    Generator = space["Generator"]
    weights = Generator(4294967295, "weights").normal(7840, 0.01)
    return {
        "weights": base64.b64encode(weights.astype("<f4").tobytes()).decode(),
        "order": Generator(7, "order", 3).shuffled(60000).tolist(),
        "small": [Generator(seed, "order", 1).shuffled(5).tolist() for seed in range(20)],
    }


READERS = {
    "script": run_script,
    "scripts": run_scripts,
    "notebook": run_notebook,
    "safetensors": read_safetensors,
    "npy": read_npy,
    "csv": read_csv,
    "runFile": read_run_file,
    "numbers": read_numbers,
}

if __name__ == "__main__":
    what, *arguments = sys.argv[1:]
    with contextlib.redirect_stdout(sys.stderr):
        answer = READERS[what](*arguments)
    print(json.dumps(answer))
