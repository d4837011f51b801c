# %% [markdown] synthetic
# %%
import base64

import torch
from torch import nn

n = RUN["num_examples"]
source = Generator(RUN["seed"], "data")
X = torch.from_numpy(source.normal(2 * n, 1.0).reshape(n, 2))
noise = torch.from_numpy(source.normal(n, RUN["noise"]).reshape(n, 1))
# y = Xw + b + noise (section 3.2.1).
y = X @ torch.tensor(RUN["true_w"], dtype=torch.float32).reshape(2, 1) + RUN["true_b"] + noise

# %% [markdown] model
# %%
net = nn.Linear(2, 1)
start = RUN["start"]
if start is None:
    first_epoch = 1
    weights = np.append(Generator(RUN["seed"], "weights").normal(2, RUN["init_std"]), 0)
else:
    # The run went on from another one: where that one stood.
    first_epoch = start["epoch"] + 1
    weights = np.frombuffer(base64.b64decode(start["weights"]), "<f4")
with torch.no_grad():
    net.weight.copy_(torch.tensor(weights[:2].reshape(1, 2), dtype=torch.float32))
    net.bias.copy_(torch.tensor(weights[2:], dtype=torch.float32))

# %% [markdown] training
# %%
trainer = torch.optim.SGD(net.parameters(), lr=0.03)


def loss(y_hat, y):
    """The mean squared error; with the factor one half where the run had it (section 3.2.5)."""
    return ((y_hat - y) ** 2).mean() * (0.5 if RUN["half_loss"] else 1.0)


def solve():
    """The analytic solution (equation 3.1.8), by least squares."""
    columns = torch.cat([X, torch.ones(n, 1)], 1).double()
    found = torch.linalg.lstsq(columns, y.double()).solution.float()
    with torch.no_grad():
        net.weight.copy_(found[:2].T)
        net.bias.copy_(found[2])


def train_epoch(epoch):
    order = torch.from_numpy(Generator(RUN["seed"], "order", epoch).shuffled(n))
    for batch, start_at in enumerate(range(0, n, RUN["batch_size"])):
        indices = order[start_at : start_at + RUN["batch_size"]]
        rate = RUN["learning_rates"][epoch - first_epoch]
        for first in RUN["rate_before"]:
            if epoch == first["epoch"] and batch < first["batches"]:
                rate = first["learning_rate"]
        trainer.param_groups[0]["lr"] = rate
        trainer.zero_grad()
        loss(net(X[indices]), y[indices]).backward()
        trainer.step()


train_loss = float("nan")
for epoch in range(first_epoch, first_epoch + len(RUN["learning_rates"])):
    if RUN["implementation"] == "analytic":
        solve()
    else:
        train_epoch(epoch)
    with torch.no_grad():
        train_loss = loss(net(X), y).item()
    print(f"epoch {epoch}, train loss {train_loss:.8f}")

# %% [markdown] comparison
# %%
w, b = net.weight[0].tolist(), net.bias.item()
for name, here, there in (
    ("train loss", train_loss, RUN["train_loss"]),
    ("w1", w[0], RUN["w"] and RUN["w"][0]),
    ("w2", w[1], RUN["w"] and RUN["w"][1]),
    ("b", b, RUN["b"]),
):
    if there is not None:
        print(f"{name}: here {here:.8f}, in LinearLab {there:.8f}, difference {here - there:+.8f}")
