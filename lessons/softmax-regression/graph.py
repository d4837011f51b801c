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
# An iteration of the loop has a cost of its own, so it trains several small minibatches, which are
# fetched together: (up to so many examples, so many minibatches). A larger one is computed in
# PARTS, side by side on the processor's cores, and one above CHUNK examples chunk by chunk. A part
# of a few hundred rows stays in a core's own cache from the fetching to the gradient.
SMALL = ((64, 16), (511, 8))
CHUNK, PARTS = 1024, 4


def as_bytes(pictures):
    """The same memory [n, 200] (int32) as bytes [n, 800]."""
    return tf.reshape(tf.bitcast(pictures, tf.uint8), [-1, ROW_BYTES])


def brightest_pixel(pictures):
    """What 255 stands for, by the byte after the pixels, which stands for 1: 1 if that is 255, too, or 255 if it is 1."""
    return 255.0 / tf.cast(as_bytes(pictures[:1])[0, NUM_PIXELS], tf.float32)


def unpack(rows, brightest):
    """Rows of bytes [n, 800] as numbers from 0 to `brightest`; the last pixel is 1, and its weight the bias."""
    return tf.raw_ops.Dequantize(
        input=tf.bitcast(rows, tf.quint8), min_range=0.0, max_range=brightest, mode="MIN_COMBINED"
    )


def augment(w, b):
    """w [10, 784] and b [10] as one matrix V [10, 800], whose column for the last pixel is b."""
    v = tf.concat([w, b[:, tf.newaxis]], axis=1)
    return tf.pad(v, [[0, 0], [0, ROW_BYTES - NUM_PIXELS - 1]])


def logits(x, v):
    """o = x wᵀ + b (equation 3.4.5) for unpacked rows x."""
    return tf.matmul(x, v, transpose_b=True)


def sgd_step(v, x, y, rate):
    """What to subtract from V for examples x, y: `rate` times the gradient of their summed losses.

    And those losses [n], and the logits [n, 10].
    """
    o = logits(x, v)
    # Softmax and cross-entropy in one, which cannot overflow (section 3.7.2). Its second result
    # is the gradient of the loss with respect to the logits: ŷ - y (equation 3.4.10).
    losses, g = tf.raw_ops.SparseSoftmaxCrossEntropyWithLogits(features=o, labels=y)
    return tf.matmul(g * rate, x, transpose_a=True), losses, o


def cut(tensors, parts):
    """Consecutive rows, cut into `parts` of about the same size: the pieces of each tensor, side by side."""
    ends = [tf.shape(tensors[0])[0] * k // parts for k in range(parts + 1)]
    sizes = tf.stack([stop - start for start, stop in zip(ends, ends[1:])])
    return zip(*(tf.split(tensor, sizes, num=parts) for tensor in tensors))


def join(results):
    """The pieces of several lists, one under the other: the opposite of `cut`."""
    return [pieces[0] if len(pieces) == 1 else tf.concat(pieces, 0) for pieces in zip(*results)]


def loop(count, body, start, at_once=1):
    """`start`, then body(i, so far) for each i below `count`, which also returns losses and logits of its examples.

    What an iteration does not need from the one before can run ahead: `at_once` iterations at most.
    Returns the end and, of all examples in turn, their losses and logits.
    """

    def step(i, so_far, losses, outputs):
        so_far, l, o = body(i, so_far)
        return i + 1, so_far, losses.write(i, l), outputs.write(i, o)

    empty = [
        tf.TensorArray(tf.float32, count, infer_shape=False, element_shape=shape)
        for shape in ([None], [None, NUM_CLASSES])
    ]
    _, end, losses, outputs = tf.while_loop(
        lambda i, *_: i < count, step, (0, start, *empty), parallel_iterations=at_once
    )
    return end, losses.concat(), outputs.concat()


def train(pictures, labels, order, batch_size, lr, w, b):
    """Trains on the examples that `order` names, minibatch after minibatch.

    Returns the parameters after the last minibatch and, of each example in turn, the loss before
    its minibatch's update and whether it was predicted rightly.
    """
    brightest = brightest_pixel(pictures)
    rows_of_bytes = as_bytes(pictures)
    labels = tf.gather(labels, order)

    def fetch(rows):
        return unpack(tf.gather(rows_of_bytes, rows), brightest)

    def sgd_steps(v, pieces, rate):
        """As `sgd_step`, of pieces (rows, y) of a minibatch, each from its fetching on by itself."""
        results = [sgd_step(v, fetch(rows), y, rate) for rows, y in pieces]
        return [step for step, *_ in results], *join([examples for _, *examples in results])

    rate = lr / tf.cast(batch_size, tf.float32)

    def small(group):
        """One SGD step after the other on a group of minibatches that are fetched together."""

        def steps(v, rows, y):
            x = tf.reshape(fetch(rows), [group, batch_size, ROW_BYTES])
            y = tf.reshape(y, [group, batch_size])
            examples = []
            for x_k, y_k in zip(tf.unstack(x), tf.unstack(y)):
                step, *of_minibatch = sgd_step(v, x_k, y_k, rate)
                v = v - step
                examples.append(of_minibatch)
            return v, *join(examples)

        return steps

    def medium(v, rows, y):
        """One SGD step on a minibatch of up to CHUNK examples."""
        steps, *examples = sgd_steps(v, cut((rows, y), PARTS), rate)
        return v - tf.add_n(steps), *examples

    def large(v, rows, y):
        """One SGD step on a minibatch of any size, chunk by chunk."""
        n = tf.size(rows)
        num_chunks = (n + CHUNK - 1) // CHUNK

        def add_chunk(k, so_far):
            chunk = slice(n * k // num_chunks, n * (k + 1) // num_chunks)
            pieces = cut((rows[chunk], y[chunk]), PARTS)
            steps, *examples = sgd_steps(v, pieces, lr / tf.cast(n, tf.float32))
            return tf.add_n([so_far, *steps]), *examples

        step, *examples = loop(num_chunks, add_chunk, tf.zeros_like(v))
        return v - step, *examples

    # How a minibatch is computed depends on its size alone, not on how many are trained by this
    # call. So an epoch gives the same to the last digit, however it is cut into calls.
    v, start, examples = augment(w, b), 0, []

    def run(steps, size, count, at_once=1):
        """Trains `count` times `size` examples, from example `start` on; of the last time what is left."""
        nonlocal v, start
        first = start

        def train_next(i, v):
            here = slice(first + i * size, tf.minimum(first + (i + 1) * size, tf.size(order)))
            return steps(v, order[here], labels[here])

        v, *of_these = loop(count, train_next, v, at_once)
        examples.append(of_these)
        start = tf.minimum(start + count * size, tf.size(order))

    def num_batches():
        """How many whole minibatches are left."""
        return (tf.size(order) - start) // batch_size

    above = 0
    for most, group in SMALL:
        is_here = (above < batch_size) & (batch_size <= most)
        count = tf.where(is_here, num_batches() // group, 0)
        run(small(group), group * batch_size, count, at_once=4)
        above = most
    run(small(1), batch_size, tf.where(batch_size <= above, num_batches(), 0))
    run(medium, batch_size, tf.where(batch_size <= CHUNK, num_batches(), 0))
    run(large, batch_size, (tf.size(order) - start + batch_size - 1) // batch_size)
    losses, outputs = join(examples)
    return {
        "w_out": v[:, :NUM_PIXELS],
        "b_out": v[:, NUM_PIXELS],
        "losses": losses,
        "correct": tf.cast(tf.argmax(outputs, 1, tf.int32) == labels, tf.int32),
    }


def predict(pictures, w, b):
    """The probability of each class for each picture [n, 10] (equation 3.4.3)."""
    x = unpack(as_bytes(pictures), brightest_pixel(pictures))
    return {"probabilities": tf.nn.softmax(logits(x, augment(w, b)))}
