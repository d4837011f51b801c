"""What a student would use otherwise, measured beside the app: PyTorch tuned, the notes' own way, scikit-learn.

A process that answers each line of JSON with a line of JSON (sides.mjs). Every way trains softmax regression on
Fashion-MNIST for one epoch with shuffling, and reports its mean loss and accuracy over the epoch.
"""

import gzip
import json
import re
import sys
import time
import warnings
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


class Bench:
    def start(self, dataset, folder, seed):
        torch.manual_seed(seed)
        self.seed, self.folder = seed, Path(folder)
        self.files = {name: Path(path) for name, path in dataset.items()}
        pixels = np.frombuffer(self.decoded("trainImages"), np.uint8, offset=16).reshape(-1, 784)
        labels = np.frombuffer(self.decoded("trainLabels"), np.uint8, offset=8)
        # The same start and the same minibatches as the app's.
        weights = np.fromfile(self.folder / "weights.f32", np.float32)
        self.w, self.b = weights[:7840].reshape(10, 784), weights[7840:]
        self.order = torch.from_numpy(np.fromfile(self.folder / "order.i32", np.int32).astype(np.int64))
        self.x = torch.from_numpy(pixels.astype(np.float32) / 255)
        self.y = torch.from_numpy(labels.astype(np.int64))
        return {"torch": torch.__version__, "threads": torch.get_num_threads(), "cpu": torch.backends.cpu.get_cpu_capability()}

    def decoded(self, name):
        return gzip.decompress(self.files[name].read_bytes())

    def shuffled(self):
        torch.randperm(len(self.order))  # The work of shuffling; the order itself is the app's.
        return self.order

    def parameters(self):
        return torch.from_numpy(self.w.copy()), torch.from_numpy(self.b.copy())

    # -- PyTorch, tuned: the whole set in memory, minibatches by index ------------------------------------------------

    def autograd(self, batchSize, learningRate):
        w, b = (parameter.requires_grad_() for parameter in self.parameters())
        start = time.perf_counter()
        loss_sum, correct = torch.zeros(()), torch.zeros((), dtype=torch.long)
        for rows in self.shuffled().split(batchSize):
            x, y = self.x.index_select(0, rows), self.y[rows]
            o = F.linear(x, w, b)
            loss = F.cross_entropy(o, y)
            loss.backward()
            with torch.no_grad():
                for parameter in (w, b):
                    parameter -= learningRate * parameter.grad
                    parameter.grad = None
                loss_sum += loss * len(rows)
                correct += (o.argmax(1) == y).sum()
        return self.result(start, loss_sum.item(), correct.item())

    @torch.no_grad()
    def manual(self, batchSize, learningRate):
        """The gradients by hand, memory taken once, loss and accuracy summed once at the end."""
        w, b = self.parameters()
        start = time.perf_counter()
        order = self.shuffled()
        n = len(order)
        y = self.y[order]
        one_hot = F.one_hot(y, 10).float()
        logits, batch = torch.empty(n, 10), torch.empty(min(batchSize, n), 784)
        for i in range(0, n, batchSize):
            j = min(i + batchSize, n)
            x = torch.index_select(self.x, 0, order[i:j], out=batch[: j - i])
            o = torch.addmm(b, x, w.t(), out=logits[i:j])
            g = torch.softmax(o, 1).sub_(one_hot[i:j])
            w.addmm_(g.t(), x, alpha=-learningRate / (j - i))
            b.sub_(g.sum(0), alpha=learningRate / (j - i))
        loss_sum = F.cross_entropy(logits, y, reduction="sum").item()
        return self.result(start, loss_sum, (logits.argmax(1) == y).sum().item())

    # -- The notes' own way: section 3.5's data loader and section 3.7's model ----------------------------------------

    def notes(self, batchSize, learningRate):
        dataset = self.torchvision_dataset()
        net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
        with torch.no_grad():
            for parameter, value in zip(net[1].parameters(), self.parameters()):
                parameter.copy_(value)
        loss = nn.CrossEntropyLoss(reduction="none")
        trainer = torch.optim.SGD(net.parameters(), lr=learningRate)
        batches = torch.utils.data.DataLoader(dataset, batchSize, shuffle=True, num_workers=4)
        start = time.perf_counter()
        loss_sum, correct = 0.0, 0.0
        for x, y in batches:
            o = net(x)
            l = loss(o, y)
            trainer.zero_grad()
            l.mean().backward()
            trainer.step()
            loss_sum += float(l.sum())
            correct += float((o.argmax(1) == y).sum())
        return self.result(start, loss_sum, correct)

    def torchvision_dataset(self):
        raw = self.folder / "FashionMNIST" / "raw"
        if not raw.exists():
            raw.mkdir(parents=True)
            names = {
                "trainImages": "train-images-idx3-ubyte",
                "trainLabels": "train-labels-idx1-ubyte",
                "testImages": "t10k-images-idx3-ubyte",
                "testLabels": "t10k-labels-idx1-ubyte",
            }
            for part, name in names.items():
                (raw / name).write_bytes(self.decoded(part))
        import_torchvision()
        from torchvision import datasets, transforms

        return datasets.FashionMNIST(self.folder, train=True, transform=transforms.ToTensor())

    # -- scikit-learn: a perceptron without a hidden layer is softmax regression --------------------------------------

    def sklearn(self, batchSize, learningRate):
        from sklearn.neural_network import MLPClassifier

        model = MLPClassifier(
            hidden_layer_sizes=(),
            solver="sgd",
            batch_size=batchSize,
            learning_rate_init=learningRate,
            momentum=0,
            alpha=0,
            max_iter=1,
            random_state=self.seed,
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # One epoch does not converge.
            start = time.perf_counter()
            model.fit(self.x.numpy(), self.y.numpy())
            ms = 1e3 * (time.perf_counter() - start)
        return {"ms": ms, "loss": model.loss_, "accuracy": model.score(self.x.numpy(), self.y.numpy())}

    def result(self, start, loss_sum, correct):
        n = len(self.order)
        return {"ms": 1e3 * (time.perf_counter() - start), "loss": loss_sum / n, "accuracy": correct / n}


def import_torchvision():
    """torchvision, also where its compiled operators were made for another build of PyTorch: the notes use none of them."""
    operators = torch.library.Library("torchvision", "FRAGMENT")
    while True:
        try:
            import torchvision

            return torchvision
        except RuntimeError as error:
            missing = re.search(r"operator torchvision::(\w+) does not exist", str(error))
            if not missing:
                raise
            operators.define(f"{missing[1]}(Tensor x) -> Tensor")
            for name in [name for name in sys.modules if name.startswith("torchvision")]:
                del sys.modules[name]


def main():
    bench = Bench()
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = getattr(bench, request.pop("do"))(**request)
        except Exception as error:  # Whatever it is, the benchmark says so in the row.
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
