# %% [markdown] data
# %%
import gzip
import hashlib
import os
from pathlib import Path

FILES = {
    "train_images": ("train-images-idx3-ubyte", 16),
    "train_labels": ("train-labels-idx1-ubyte", 8),
    "test_images": ("t10k-images-idx3-ubyte", 16),
    "test_labels": ("t10k-labels-idx1-ubyte", 8),
}


def places():
    """Folders in which Fashion-MNIST may be: a chosen one first, then LinearLab's, then the usual ones."""
    home, here = Path.home(), Path.cwd()
    local = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
    share = Path(os.environ.get("XDG_DATA_HOME", home / ".local" / "share"))
    chosen = [os.environ[name] for name in ("FASHION_MNIST",) if name in os.environ]
    data = [os.environ["LINEAR_LAB_DATA"]] if "LINEAR_LAB_DATA" in os.environ else []
    data += [local / "LinearLab", home / "Library/Application Support/LinearLab", share / "linearlab"]
    installed = [
        local / "Programs" / "LinearLab" / "resources",
        Path("/Applications/LinearLab.app/Contents/Resources"),
        Path("/opt/LinearLab/resources"),
        here / "resources",
    ]
    yield from (Path(folder) for folder in chosen)
    yield from (Path(folder) / "datasets" / "fashion-mnist" for folder in data + installed)
    yield from (here, here / "data", here / "data" / "FashionMNIST" / "raw")
    yield Path("/usr/share/datasets/fashion-mnist")


def read(folder, name):
    """A file's decoded bytes, compressed or not; None where it is not there."""
    for path in (folder / f"{name}.gz", folder / name):
        if path.is_file():
            content = path.read_bytes()
            return gzip.decompress(content) if path.suffix == ".gz" else content
    return None


def load():
    """The four arrays. Only data with the very hash that the run trained on are taken."""
    for folder in places():
        files = [read(folder, name) for name, _ in FILES.values()]
        if any(content is None for content in files):
            continue
        hashes = [hashlib.sha256(content).digest() for content in files]
        if hashlib.sha256(b"".join(hashes)).hexdigest() != RUN["dataset_sha256"]:
            print(f"{folder}: not the data of this run, passed over")
            continue
        print(f"data: {folder}")
        return [
            np.frombuffer(content, np.uint8, offset=header)
            for content, (_, header) in zip(files, FILES.values())
        ]
    raise SystemExit("Fashion-MNIST was not found. Name its folder in the environment variable FASHION_MNIST.")


train_images, train_labels, test_images, test_labels = load()

# %% [markdown] model
# %%
import base64

import torch
from torch import nn

scale = 1 if RUN["pixels"] == "byte" else 255


def tensors(images, labels):
    """Pictures [n, 784] as the run saw them, and labels [n]."""
    X = torch.from_numpy(images.reshape(-1, 784).astype(np.float32)) / scale
    return X, torch.from_numpy(labels.astype(np.int64))


num_train = min(RUN["num_train"], len(train_labels))
X_train, y_train = tensors(train_images[: 784 * num_train], train_labels[:num_train])
X_test, y_test = tensors(test_images, test_labels)

net = nn.Linear(784, 10)
start = RUN["start"]
if start is None:
    # W [10, 784] row by row from N(0, std²), b zero (section 3.6.1).
    first_epoch = 1
    weights = np.append(Generator(RUN["seed"], "weights").normal(7840, RUN["init_std"]), np.zeros(10))
else:
    # The run went on from another one: where that one stood.
    first_epoch = start["epoch"] + 1
    weights = np.frombuffer(base64.b64decode(start["weights"]), "<f4")
with torch.no_grad():
    net.weight.copy_(torch.tensor(weights[:7840].reshape(10, 784), dtype=torch.float32))
    net.bias.copy_(torch.tensor(weights[7840:], dtype=torch.float32))

# %% [markdown] training
# %%
loss = nn.CrossEntropyLoss(reduction="sum")
trainer = torch.optim.SGD(net.parameters(), lr=0.1)


def order_of(epoch):
    """The order in which an epoch reads the examples: by the seed and its number alone."""
    if not RUN["shuffle"]:
        return torch.arange(num_train)
    return torch.from_numpy(Generator(RUN["seed"], "order", epoch).shuffled(num_train))


def train_epoch(epoch):
    """Trains for an epoch. Returns mean loss and accuracy, each example measured before its update."""
    order, loss_sum, correct = order_of(epoch), 0.0, 0
    for batch, start_at in enumerate(range(0, num_train, RUN["batch_size"])):
        indices = order[start_at : start_at + RUN["batch_size"]]
        X, y = X_train[indices], y_train[indices]
        rate = RUN["learning_rates"][epoch - first_epoch]
        for first in RUN["rate_before"]:
            if epoch == first["epoch"] and batch < first["batches"]:
                rate = first["learning_rate"]
        trainer.param_groups[0]["lr"] = rate
        output = net(X)
        l = loss(output, y)
        trainer.zero_grad()
        (l / len(y)).backward()
        trainer.step()
        loss_sum += l.item()
        correct += (output.argmax(1) == y).sum().item()
    return loss_sum / num_train, correct / num_train


@torch.no_grad()
def evaluate_accuracy():
    return (net(X_test).argmax(1) == y_test).sum().item() / len(y_test)


train_loss = train_acc = test_acc = float("nan")
for epoch in range(first_epoch, first_epoch + len(RUN["learning_rates"])):
    train_loss, train_acc = train_epoch(epoch)
    test_acc = evaluate_accuracy()
    print(f"epoch {epoch}, train loss {train_loss:.4f}, train acc {train_acc:.4f}, test acc {test_acc:.4f}")

# %% [markdown] comparison
# %%
for name, here, there in (
    ("train loss", train_loss, RUN["train_loss"]),
    ("train acc", train_acc, RUN["train_acc"]),
    ("test acc", test_acc, RUN["test_acc"]),
):
    if there is not None:
        print(f"{name}: here {here:.6f}, in LinearLab {there:.6f}, difference {here - there:+.6f}")
