"""Softmax regression as a compiled graph (sections 3.4 to 3.7).

Step by step, a program asks TensorFlow for about fifteen operations a minibatch, and for small
minibatches the asking costs more than the computing. Here the loop over the minibatches is part
of the graph, so that one call trains hundreds of them: the lesson of vectorization once more.

`tools/graph/build.py` compiles this very file into `resources/graph/softmax`, which the lab runs.
"""

import tensorflow as tf

NUM_CLASSES = 10
NUM_PIXELS = 784
# A picture as the graph takes it is a row of 800 bytes, passed as 200 integers of 4 bytes: its
# pixels, one more "pixel" of full brightness, and zeros up to a whole number of cache lines. A
# byte takes a quarter of the memory that a float takes, and of the time to fetch it.
ROW_BYTES = 800
# A small minibatch is too little work for the cost of fetching it: eight are fetched at a time. A
# large one is computed in four parts, side by side on the processor's cores.
LARGE_BATCH = 512
GROUP = 8
PARTS = 4


def unpack(pictures):
    """Rows of bytes [n, 200] (int32) as numbers from 0 to 255 [n, 800] (float32)."""
    return tf.cast(tf.reshape(tf.bitcast(pictures, tf.uint8), [-1, ROW_BYTES]), tf.float32)


def full_brightness(pictures):
    """What the byte after the pixels says: 255 where pixels are to count from 0 to 1, or 1."""
    return unpack(pictures[:1])[0, NUM_PIXELS]


def augment(w, b):
    """w [10, 784] and b [10] as one matrix V [10, 800], whose column for the last pixel is b."""
    v = tf.concat([w, b[:, tf.newaxis]], axis=1)
    return tf.pad(v, [[0, 0], [0, ROW_BYTES - NUM_PIXELS - 1]])


def logits(x, v, full):
    """o = (x / full) wᵀ + b (equation 3.4.5) for unpacked rows x.

    The last pixel is `full`, so that it counts as 1 and its weight is the bias. And dividing ten
    logits of a picture saves dividing its 784 pixels.
    """
    return tf.matmul(x, v, transpose_b=True) / full


def cut(tensor, parts):
    """Consecutive rows, cut into `parts` of about the same size."""
    if parts == 1:
        return [tensor]
    cuts = [tf.shape(tensor)[0] * k // parts for k in range(parts + 1)]
    return [tensor[start:stop] for start, stop in zip(cuts, cuts[1:])]


def join(tensors):
    """The opposite of `cut`."""
    return tensors[0] if len(tensors) == 1 else tf.concat(tensors, axis=0)


def sgd_step(v, x, y, lr, full, parts):
    """One minibatch: V after the update, and the losses [n] and logits [n, 10] before it."""
    n = tf.cast(tf.size(y), tf.float32)
    losses, outputs, gradients = [], [], []
    for x, y in zip(cut(x, parts), cut(y, parts)):
        o = logits(x, v, full)
        # Softmax and cross-entropy in one, which cannot overflow (section 3.7.2). Its second result
        # is the gradient of the loss with respect to the logits: ŷ - y (equation 3.4.9).
        l, g = tf.raw_ops.SparseSoftmaxCrossEntropyWithLogits(features=o, labels=y)
        losses.append(l)
        outputs.append(o)
        gradients.append(tf.matmul(g * (lr / n / full), x, transpose_a=True))
    return v - tf.add_n(gradients), join(losses), join(outputs)


def train(pictures, labels, order, batch_size, lr, w, b):
    """Trains on the examples that `order` names, minibatch after minibatch.

    Returns the parameters after the last minibatch and, of each example in turn, the loss before
    its minibatch's update and whether it was predicted rightly.
    """
    full = full_brightness(pictures)
    v = augment(w, b)
    labels = tf.gather(labels, order)

    def train_groups(v, start, num_groups, group, parts):
        """Trains `num_groups` groups of `group` minibatches each, from example `start` on."""
        stop = start + num_groups * group * batch_size
        rows = tf.reshape(order[start:stop], [num_groups, group * batch_size])
        targets = tf.reshape(labels[start:stop], [num_groups, group, batch_size])

        def body(i, v, losses, outputs):
            x = unpack(tf.gather(pictures, tf.gather(rows, i)))
            x = tf.reshape(x, [group, batch_size, ROW_BYTES])
            results = []
            for x_k, y_k in zip(tf.unstack(x, group), tf.unstack(tf.gather(targets, i), group)):
                v, l, o = sgd_step(v, x_k, y_k, lr, full, parts)
                results.append((l, o))
            l, o = (join(kind) for kind in zip(*results))
            return i + 1, v, losses.write(i, l), outputs.write(i, o)

        empty = [
            tf.TensorArray(tf.float32, num_groups, infer_shape=False, element_shape=shape)
            for shape in ([None], [None, NUM_CLASSES])
        ]
        _, v, losses, outputs = tf.while_loop(
            lambda i, *_: i < num_groups, body, (0, v, *empty), parallel_iterations=4
        )
        return v, stop, losses.concat(), outputs.concat()

    # How a minibatch is computed depends on its size alone, not on how many are trained by this
    # call. So an epoch gives the same to the last digit, however it is cut into calls.
    num_batches = tf.size(order) // batch_size
    is_small = batch_size < LARGE_BATCH
    start, losses, outputs = 0, [], []
    for num_groups, group, parts in (
        (tf.where(is_small, num_batches // GROUP, 0), GROUP, 1),
        (tf.where(is_small, num_batches % GROUP, 0), 1, 1),
        (tf.where(is_small, 0, num_batches), 1, PARTS),
    ):
        v, start, l, o = train_groups(v, start, num_groups, group, parts)
        losses.append(l)
        outputs.append(o)
    x = unpack(tf.gather(pictures, order[start:]))
    v, l, o = sgd_step(v, x, labels[start:], lr, full, 1)
    losses = join([*losses, l])
    outputs = join([*outputs, o])
    return {
        "w_out": v[:, :NUM_PIXELS],
        "b_out": v[:, NUM_PIXELS],
        "losses": losses,
        "correct": tf.cast(tf.argmax(outputs, 1, tf.int32) == labels, tf.int32),
    }


def predict(pictures, w, b):
    """The probability of each class for each picture [n, 10] (equation 3.4.3)."""
    o = logits(unpack(pictures), augment(w, b), full_brightness(pictures))
    return {"probabilities": tf.nn.softmax(o)}
