import type { Group } from 'h5wasm/node';
import type { Column } from '../../../contract/runs.ts';
import type { RunHeader } from '../../engine/events.ts';
import type { RecorderJob } from '../recorder.ts';
import {
  addEmptyNumbers,
  addFixedText,
  addGroup,
  addInteger,
  addNumber,
  addText,
  hdf5Version,
  setAttributes,
} from './hdf5.ts';
import type { Hdf5File } from './hdf5.ts';
import { isCount, label, linkNames } from './nexus-names.ts';
import { addPlots } from './nexus-plots.ts';
import type { Grid } from './nexus-plots.ts';

/** Lengths in bytes of the texts that are filled in at the end. */
export const textLengths = { time: 40, word: 16, message: 1024 };

/** The root attribute with which file and journal find each other again. */
export const idAttribute = 'beamtime_run_id';

/** Where what is written later goes. */
export interface Layout {
  readonly entryPath: string;
  /** Paths of the columns' numbers, in the order of the columns. */
  readonly columns: readonly string[];
  readonly grid: Grid | undefined;
  /** A count: one point, and scalars instead of arrays. */
  readonly isScalar: boolean;
  /** Where each axis stood at the end, by name. */
  readonly positionersEnd: ReadonlyMap<string, string>;
  /** The same for the dials of motors. */
  readonly dialsEnd: ReadonlyMap<string, string>;
}

/** Writes the whole tree of a run with room for every point, so that later nothing but numbers changes. */
export function buildTree(file: Hdf5File, job: RecorderJob): Layout {
  const { header } = job;
  const name = `${String(header.number)}.1`;
  const entryPath = `/${name}`;
  setAttributes(file, {
    NX_class: 'NXroot',
    creator: 'Beamtime',
    creator_version: job.version,
    // Who measured; who wrote the file may be a later version, after a crash.
    publisher: 'Beamtime',
    publisher_version: header.version ?? job.version,
    file_name: header.file,
    file_time: header.startTime,
    HDF5_Version: hdf5Version,
    default: name,
    [idAttribute]: job.id,
  });
  const entry = addGroup(file, name, 'NXentry', { default: 'plotselect' });
  addFacts(entry, job);
  const links = linkNames(header);
  const instrument = addGroup(entry, 'instrument', 'NXinstrument');
  addText(instrument, 'name', header.beamline);
  const columns = header.columns.map((column) =>
    addColumn(instrument, header, column, links),
  );
  const paths = new Map(
    header.columns.map(({ name: device }, i) => [device, columns[i] ?? '']),
  );
  const ends = addPositioners(instrument, header, links, paths);
  const measurement = addGroup(entry, 'measurement', 'NXcollection');
  for (const [device, path] of paths)
    measurement.create_soft_link(path, links.get(device) ?? device);
  const grid = addPlots(entry, entryPath, { header, links, paths });
  return { entryPath, columns, grid, isScalar: isCount(header), ...ends };
}

function addFacts(entry: Group, { header, version }: RecorderJob): void {
  addText(entry, 'title', header.title);
  addText(entry, 'entry_identifier', String(header.number));
  addText(entry, 'experiment_identifier', header.proposal);
  addText(entry, 'collection_identifier', header.dataset);
  addText(entry, 'program_name', 'Beamtime', { version });
  addText(entry, 'start_time', header.startTime);
  // These read as running until the run has ended, also in the file of a station that was killed.
  addFixedText(entry, 'end_time', '', textLengths.time);
  addFixedText(entry, 'end_reason', 'RUNNING', textLengths.word);
  addFixedText(entry, 'end_message', '', textLengths.message);
  const writer = addGroup(entry, 'writer', 'NXnote');
  addFixedText(writer, 'status', 'RUNNING', textLengths.word);
  addFixedText(writer, 'date', header.startTime, textLengths.time);
  addInteger(writer, 'points', 0);
  const user = addGroup(entry, 'user', 'NXuser');
  addText(user, 'name', header.who);
  addText(addGroup(entry, 'sample', 'NXsample'), 'name', header.sample);
  addParameters(entry, header);
}

function addParameters(entry: Group, header: RunHeader): void {
  const group = addGroup(entry, 'scan_parameters', 'NXcollection');
  addText(group, 'type', header.request.type);
  addText(group, 'line', header.line);
  addText(group, 'is_simulated', header.isSimulated ? 'yes' : 'no');
  addNumber(group, 'count_time', header.exposureSeconds, { units: 's' });
  addInteger(group, 'points_planned', header.points);
  // As it was asked for; its numbers have no units of their own, so they are not datasets.
  addText(group, 'request', JSON.stringify(header.request));
  const detectors = header.columns.filter(({ role }) => role === 'detector');
  addText(group, 'detectors', detectors.map(({ name }) => name).join(', '));
  const leftOut = (header.leftOut ?? []).map(
    ({ name, why }) => `${name}: ${why}`,
  );
  addText(group, 'detectors_left_out', leftOut.join(' '));
}

/** An axis, or the timer where nothing else is scanned, is a positioner; what is counted is a detector. */
function addColumn(
  instrument: Group,
  header: RunHeader,
  column: Column,
  links: ReadonlyMap<string, string>,
): string {
  const link = links.get(column.name) ?? column.name;
  const hasAxis = header.columns.some(({ role }) => role === 'axis');
  const isPositioner =
    column.role === 'axis' || (column.role === 'timer' && !hasAxis);
  const group = addGroup(
    instrument,
    link,
    isPositioner ? 'NXpositioner' : 'NXdetector',
  );
  addText(group, isPositioner ? 'name' : 'local_name', column.name);
  const kind = header.detectors?.[column.name];
  if (kind) {
    addText(group, 'type', kind.type);
    addText(group, 'mode', kind.mode);
  }
  const numbers = isPositioner ? 'value' : 'data';
  addEmptyNumbers(group, numbers, isCount(header) ? [] : [header.points], {
    units: column.unit,
    long_name: label(column.name, column.unit),
  });
  return `${instrument.path}/${link}/${numbers}`;
}

function addPositioners(
  instrument: Group,
  header: RunHeader,
  links: ReadonlyMap<string, string>,
  columns: ReadonlyMap<string, string>,
): Pick<Layout, 'positionersEnd' | 'dialsEnd'> {
  const collection = (name: string) =>
    addGroup(instrument, name, 'NXcollection');
  const now = collection('positioners');
  const start = collection('positioners_start');
  const dialStart = collection('positioners_dial_start');
  const end = collection('positioners_end');
  const dialEnd = collection('positioners_dial_end');
  const positionersEnd = new Map<string, string>();
  const dialsEnd = new Map<string, string>();
  for (const [name, axis] of Object.entries(header.positioners)) {
    const { value, unit, dial } = axis;
    const link = links.get(name) ?? name;
    const attributes = { units: unit, long_name: label(name, unit) };
    addNumber(start, link, value, attributes);
    addNumber(end, link, NaN, attributes);
    positionersEnd.set(name, `${end.path}/${link}`);
    if (dial !== undefined) {
      addNumber(dialStart, link, dial, attributes);
      addNumber(dialEnd, link, NaN, attributes);
      dialsEnd.set(name, `${dialEnd.path}/${link}`);
    }
    const scanned = columns.get(name);
    if (scanned) now.create_soft_link(scanned, link);
    else addNumber(now, link, value, attributes);
  }
  return { positionersEnd, dialsEnd };
}
