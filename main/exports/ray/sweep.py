"""Runs the sweep of sweep.json with Ray Tune, and appends what comes of each cell to results.jsonl."""

import argparse
import json
import os
from datetime import datetime, timezone
from pathlib import Path

# Set before Ray is imported: nothing is reported to anybody.
os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")

import ray
import torch
from ray import tune
from ray.tune.schedulers import ASHAScheduler, FIFOScheduler

import training

HERE = Path(__file__).resolve().parent


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True, help="folder with the four IDX files of Fashion-MNIST")
    parser.add_argument("--address", help="a Ray cluster's address; without it, Ray starts on this computer")
    parser.add_argument("--results", default=str(HERE / "results.jsonl"), help="where results are appended")
    parser.add_argument("--asha", action="store_true", help="give up early on cells that fall behind (ASHA)")
    parser.add_argument("--cpus", type=int, default=1, help="processors of a cell")
    return parser.parse_args()


def train_cell(config, data=None, orders=None, weights=None, threads=1):
    last = {"epochs": 0, "trainLoss": None, "trainAcc": None, "testAcc": None}
    for figures in training.train(config["cell"], data, orders, weights, threads):
        last = {**last, **figures}
        # ASHA compares the cells by this: one that diverged is the worst.
        tune.report({**last, "rank": float("inf") if last["diverged"] else last["trainLoss"]})


class Results(tune.Callback):
    """Appends a line for each cell that ended. It runs where the sweep was started, so that there is one writer."""

    def __init__(self, file, epochs):
        self.file, self.epochs = file, epochs

    def append(self, line):
        with self.file.open("a", encoding="utf-8") as results:
            results.write(json.dumps(line, allow_nan=False) + "\n")
            results.flush()
            os.fsync(results.fileno())

    def on_trial_complete(self, iteration, trials, trial, **info):
        self.end(trial, trial.last_result)

    def on_trial_error(self, iteration, trials, trial, **info):
        self.end(trial, trial.last_result, "failed")

    def end(self, trial, figures, state=None):
        if state is None:
            whole = figures.get("epochs", 0) == self.epochs
            state = "diverged" if figures.get("diverged") else "done" if whole else "stopped"
        names = ("trainLoss", "trainAcc", "testAcc")
        self.append(
            {
                "kind": "cell",
                "learningRate": trial.config["cell"]["learningRate"],
                "batchSize": trial.config["cell"]["batchSize"],
                "state": state,
                "epochs": figures.get("epochs", 0),
                **{name: None if figures.get(name) is None else training.finite(figures[name]) for name in names},
                "ms": figures.get("ms", 0),
            }
        )


def main():
    options = arguments()
    sweep = json.loads((HERE / "sweep.json").read_text(encoding="utf-8"))
    request, cells = sweep["request"], sweep["cells"]
    seed, epochs, num_train = request["seed"], request["epochs"], request["numTrain"]
    data = training.load_data(options.data, sweep["dataset"], num_train)

    results = Results(Path(options.results), epochs)
    results.append(
        {
            **sweep,
            "kind": "sweep",
            "engine": {"name": "PyTorch", "version": torch.__version__},
            "ray": ray.__version__,
            "startedAt": datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
    )

    ray.init(address=options.address, runtime_env={"working_dir": str(HERE)} if options.address else None)
    # Once for all cells, in Ray's shared memory.
    trainable = tune.with_parameters(
        train_cell,
        data=data,
        orders=[training.order_of(seed, epoch, num_train) for epoch in range(1, epochs + 1)],
        weights=training.initial_weights(seed),
        threads=options.cpus,
    )
    asha = ASHAScheduler(time_attr="epochs", metric="rank", mode="min", max_t=epochs, grace_period=1)
    tuner = tune.Tuner(
        tune.with_resources(trainable, {"cpu": options.cpus}),
        # The very cells of the lab, so that both maps have the same places.
        param_space={"cell": tune.grid_search(cells)},
        tune_config=tune.TuneConfig(scheduler=asha if options.asha else FIFOScheduler()),
        run_config=tune.RunConfig(callbacks=[results], verbose=1),
    )
    tuner.fit()
    print(f"Results: {results.file}")


if __name__ == "__main__":
    main()
