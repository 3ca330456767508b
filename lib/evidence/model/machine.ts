/** What a program says of its run. */
export const machineResults = ['PASS', 'FAIL', 'INFO'] as const;
export type MachineResultKind = (typeof machineResults)[number];

export const machineResultNames: Record<MachineResultKind, string> = {
  PASS: 'Passed',
  FAIL: 'Failed',
  INFO: 'For information',
};

/** The newest result of an item, for a list. */
export type MachineMark = { tool: string; result: MachineResultKind; source: string };

/** Why an item does not count: which program found last that something is not as it should be. */
export type Failure = { tool: string };

/** What a program said with one version of an item. */
export type MachineResultView = MachineMark & {
  version: number;
  toolVersion: string;
  ranAt: Date;
  summary: string;
  runUrl: string;
  receivedAt: Date;
  receivedByName: string;
  keyName: string;
};

/** So many runs of an item are shown; the files of all of them stay. */
export const shownResults = 20;

/** The file in which a version keeps what its program said. */
export const resultFileName = 'result.json';
