"""Softmax regression on Fashion-MNIST as LinearLab trains it: the same data, start, order and figures."""

import gzip
import hashlib
import math
import time
from pathlib import Path

import numpy as np
import torch
from generator import Generator
from torch import nn

# By the part that each plays: name, length of its header.
FILES = {
    "train_images": ("train-images-idx3-ubyte", 16),
    "train_labels": ("train-labels-idx1-ubyte", 8),
    "test_images": ("t10k-images-idx3-ubyte", 16),
    "test_labels": ("t10k-labels-idx1-ubyte", 8),
}
# A mean loss above this counts as exploded, as in LinearLab.
EXPLODED_LOSS = 1e6


def read(folder, name):
    """A file's decoded bytes, compressed or not."""
    packed = folder / f"{name}.gz"
    try:
        return gzip.decompress(packed.read_bytes()) if packed.exists() else (folder / name).read_bytes()
    except OSError as error:
        raise SystemExit(f"{folder}: {name} or {name}.gz could not be read ({error})") from error


def load_data(folder, sha256, num_train):
    """Pictures [n, 784] of 0 to 1 and labels [n], to train and to test on. Refuses other data than the lab's."""
    contents = [read(Path(folder), name) for name, _ in FILES.values()]
    found = hashlib.sha256(b"".join(hashlib.sha256(content).digest() for content in contents)).hexdigest()
    if found != sha256:
        raise SystemExit(f"{folder}: not the data of this sweep: SHA-256 {found}, expected {sha256}")
    arrays = {
        part: np.frombuffer(content, np.uint8, offset=header)
        for content, (part, (_, header)) in zip(contents, FILES.items())
    }
    pixels = lambda part, count: arrays[part][: count * 784].reshape(-1, 784).astype(np.float32) / 255
    labels = lambda part, count: arrays[part][:count].astype(np.int64)
    return {
        "train": (pixels("train_images", num_train), labels("train_labels", num_train)),
        "test": (pixels("test_images", 10_000), labels("test_labels", 10_000)),
    }


def order_of(seed, epoch, num_train):
    """The order in which an epoch (from 1) reads the examples: the same for every cell."""
    return Generator(seed, "order", epoch).shuffled(num_train)


def initial_weights(seed):
    """W [10, 784] from N(0, 0.01²); b is zero (section 3.6.1)."""
    return Generator(seed, "weights").normal(7840, 0.01).reshape(10, 784)


def finite(value):
    """The number, or None for what JSON has no number for."""
    return value if math.isfinite(value) else None


def train(config, data, orders, weights, threads):
    """Trains a cell, and yields after each epoch its figures, as a line of results.jsonl has them."""
    torch.set_num_threads(threads)
    # The arrays are shared between the trials and read-only: torch warns of it, and nothing here writes to them.
    X, y = (torch.tensor(array) for array in data["train"])
    X_test, y_test = (torch.tensor(array) for array in data["test"])
    net = nn.Linear(784, 10)
    with torch.no_grad():
        net.weight.copy_(torch.tensor(weights))
        net.bias.zero_()
    loss = nn.CrossEntropyLoss(reduction="sum")
    trainer = torch.optim.SGD(net.parameters(), lr=config["learningRate"])
    ms = 0.0
    for epoch, order in enumerate(orders, start=1):
        begin = time.perf_counter()
        loss_sum, correct = 0.0, 0
        for batch in torch.tensor(order).split(config["batchSize"]):
            output, labels = net(X[batch]), y[batch]
            l = loss(output, labels)
            trainer.zero_grad()
            (l / len(batch)).backward()
            trainer.step()
            loss_sum += l.item()
            correct += (output.argmax(1) == labels).sum().item()
            if not math.isfinite(loss_sum) or loss_sum > EXPLODED_LOSS * len(y):
                break
        ms += (time.perf_counter() - begin) * 1000
        finite_weights = all(torch.isfinite(parameter).all().item() for parameter in net.parameters())
        diverged = not math.isfinite(loss_sum) or loss_sum > EXPLODED_LOSS * len(y) or not finite_weights
        if diverged:
            # As in LinearLab, the figures of a cell that diverged are those of its last whole epoch.
            yield {"diverged": True, "epochs": epoch - 1, "ms": ms}
            return
        with torch.no_grad():
            test_acc = (net(X_test).argmax(1) == y_test).sum().item() / len(y_test)
        yield {
            "diverged": False,
            "epochs": epoch,
            "trainLoss": loss_sum / len(y),
            "trainAcc": correct / len(y),
            "testAcc": test_acc,
            "ms": ms,
        }
