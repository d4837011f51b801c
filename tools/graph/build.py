"""Compiles lessons/softmax-regression/graph.py into a SavedModel: `build.py FOLDER`.

To be run with the TensorFlow that requirements.txt names; `npm run graph` sees to it. The same source
and version give the same bytes.
"""

import importlib.util
import sys
from pathlib import Path

import tensorflow as tf

LESSON = Path(__file__).parents[2] / "lessons" / "softmax-regression" / "graph.py"


def load_lesson():
    spec = importlib.util.spec_from_file_location("graph", LESSON)
    lesson = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(lesson)
    return lesson


def main(folder):
    lesson = load_lesson()

    def tensor(name, dtype, *shape):
        return tf.TensorSpec(shape, dtype, name)

    pictures = tensor("pictures", tf.int32, None, lesson.ROW_BYTES // 4)
    w = tensor("w", tf.float32, lesson.NUM_CLASSES, lesson.NUM_PIXELS)
    b = tensor("b", tf.float32, lesson.NUM_CLASSES)
    signatures = {
        "train": tf.function(
            lesson.train,
            input_signature=[
                pictures,
                tensor("labels", tf.int32, None),
                tensor("order", tf.int32, None),
                tensor("batch_size", tf.int32),
                tensor("lr", tf.float32),
                w,
                b,
            ],
        ),
        "predict": tf.function(lesson.predict, input_signature=[pictures, w, b]),
    }
    # A module's functions are saved with it; the graph itself has no variables.
    module = tf.Module()
    for name, function in signatures.items():
        setattr(module, name, function)
    options = tf.saved_model.SaveOptions(save_debug_info=False)
    tf.saved_model.save(module, folder, signatures=signatures, options=options)


if __name__ == "__main__":
    main(sys.argv[1])
