"""Reads run files with h5py and prints what is in them as JSON, one line per file.

Input: one path per line. The default plot is found by the rules of NeXus (@default from the root down to an
NXdata) and the plot is checked by the rules of NXdata, as silx and h5web apply them.
"""

import json
import sys

import h5py
import numpy


def text(value):
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if isinstance(value, numpy.ndarray):
        return [text(item) for item in value.tolist()]
    return value


def number(value):
    value = float(value)
    return repr(value)


def numbers(dataset):
    return [number(value) for value in dataset[()].ravel()]


def nx_class(group):
    return text(group.attrs.get("NX_class", ""))


def default_plot(file):
    node = file
    while nx_class(node) != "NXdata":
        name = text(node.attrs["default"])
        node = node[name]
    return node


def problems_of(data):
    found = []
    signal_name = text(data.attrs["signal"])
    signal = data[signal_name]
    if signal.ndim == 0:
        return ["a scalar has axes"] if "axes" in data.attrs else []
    axes = text(data.attrs["axes"])
    if not isinstance(axes, list):
        return ["axes is not an array of strings"]
    if signal.dtype.kind not in "fiu":
        found.append("signal is not numeric")
    is_scatter = signal.ndim == 1 and len(axes) == 2
    if not is_scatter and len(axes) != signal.ndim:
        found.append(f"{len(axes)} axes for {signal.ndim} dimensions")
    for place, axis in enumerate(axes):
        if axis == ".":
            continue
        length = signal.shape[0 if is_scatter else place]
        if data[axis].ndim != 1 or data[axis].shape[0] != length:
            found.append(f"axis {axis} does not fit")
        if "units" not in data[axis].attrs:
            found.append(f"axis {axis} has no units")
    for name in text(data.attrs.get("auxiliary_signals", numpy.array([]))):
        if data[name].shape != signal.shape:
            found.append(f"auxiliary signal {name} does not fit")
    return found


def describe_plot(data):
    signal = data[text(data.attrs["signal"])]
    axes = text(data.attrs.get("axes", numpy.array([])))
    return {
        "name": data.name,
        "title": text(data["title"][()]),
        "signal": text(data.attrs["signal"]),
        "axes": axes,
        "auxiliary": text(data.attrs.get("auxiliary_signals", numpy.array([]))),
        "shape": list(signal.shape),
        "interpretation": text(signal.attrs.get("interpretation", "")),
        "values": numbers(signal),
        "axisValues": {
            axis: numbers(data[axis])
            for axis in axes
            if axis != "."
        },
        "problems": problems_of(data),
    }


def without_units(group):
    """Every dataset of floating-point numbers that does not say its unit."""
    missing = []

    def visit(name, node):
        if isinstance(node, h5py.Dataset) and node.dtype.kind == "f":
            if "units" not in node.attrs:
                missing.append(node.name)

    group.visititems(visit)
    return missing


def scalars(group):
    return {
        name: numbers(group[name]) if group[name].ndim else number(group[name][()])
        for name in group
    }


def kind(group):
    return [text(group[name][()]) if name in group else "" for name in ("type", "mode")]


def read(path, brief):
    with h5py.File(path, "r") as file:
        entry = file[text(file.attrs["default"])]
        measurement = {name: numbers(entry["measurement"][name]) for name in entry["measurement"]}
        result = {"path": path, "measurement": measurement, "endReason": text(entry["end_reason"][()])}
        result["points"] = int(entry["writer/points"][()])
        if brief:
            return result
        plots = [name for name in entry if nx_class(entry[name]) == "NXdata"]
        return {
            **result,
            "root": {name: text(value) for name, value in file.attrs.items()},
            "entry": entry.name,
            "title": text(entry["title"][()]),
            "startTime": text(entry["start_time"][()]),
            "endTime": text(entry["end_time"][()]),
            "endMessage": text(entry["end_message"][()]),
            "status": text(entry["writer/status"][()]),
            "sample": text(entry["sample/name"][()]),
            "user": text(entry["user/name"][()]),
            "proposal": text(entry["experiment_identifier"][()]),
            "line": text(entry["scan_parameters/line"][()]),
            "leftOut": text(entry["scan_parameters/detectors_left_out"][()]),
            "classes": {name: nx_class(entry["instrument"][name]) for name in entry["instrument"]},
            "units": {name: text(entry["measurement"][name].attrs["units"]) for name in entry["measurement"]},
            "labels": {name: text(entry["measurement"][name].attrs["long_name"]) for name in entry["measurement"]},
            "start": scalars(entry["instrument/positioners_start"]),
            "end": scalars(entry["instrument/positioners_end"]),
            "dialStart": scalars(entry["instrument/positioners_dial_start"]),
            "dialEnd": scalars(entry["instrument/positioners_dial_end"]),
            "detectors": {name: kind(entry["instrument"][name]) for name in entry["instrument"] if nx_class(entry["instrument"][name]) == "NXdetector"},
            "shapes": {name: list(entry["measurement"][name].shape) for name in entry["measurement"]},
            "withoutUnits": without_units(entry),
            "defaultPlot": describe_plot(default_plot(file)),
            "plots": {name: describe_plot(entry[name]) for name in plots},
        }


def main():
    brief = "--brief" in sys.argv
    for line in sys.stdin:
        path = line.rstrip("\n")
        try:
            print(json.dumps(read(path, brief)))
        except Exception as error:
            print(json.dumps({"path": path, "error": f"{type(error).__name__}: {error}"}))


main()
