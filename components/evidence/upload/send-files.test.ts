import { beforeEach, expect, test, vi } from 'vitest';
import { sendFiles } from './send-files';

/** What the browser's side of the protocol was asked to do, file by file. */
const world = vi.hoisted(() => ({
  removed: [] as string[],
  sent: [] as string[],
  claims: [] as string[][],
  /** Files that stay on their way until they are let go. */
  slow: new Set<string>(),
  onArrived: vi.fn(),
  claim: (): Promise<unknown> => Promise.resolve({ ok: true, value: { evidenceId: 'e', held: null } }),
}));

vi.mock('tus-js-client', () => ({
  Upload: class {
    readonly url: string;
    private readonly file: File;
    private readonly options: { onSuccess: () => void };
    constructor(file: File, options: { onSuccess: () => void }) {
      this.file = file;
      this.options = options;
      this.url = `/api/evidence/uploads/${file.name}`;
    }
    findPreviousUploads = async () => [];
    start() {
      world.sent.push(this.file.name);
      if (!world.slow.has(this.file.name)) this.options.onSuccess();
    }
    async abort(isTerminated: boolean) {
      if (isTerminated) world.removed.push(this.file.name);
    }
  },
}));
vi.mock('@/components/shell/page-owner', () => ({ pageOwner: () => null }));
vi.mock('./remembered', () => ({
  memoryOf: async () => null,
  rememberedUploads: {},
  forgetUpload: async () => undefined,
}));
vi.mock('@/components/ui/ask', () => ({
  sending: (_method: string, body: { uploadIds: string[] }) => body,
  ask: (_address: string, body: { uploadIds: string[] }) => {
    world.claims.push(body.uploadIds);
    return world.claim();
  },
}));

beforeEach(() => {
  Object.assign(world, { removed: [], sent: [], claims: [], slow: new Set(), onArrived: vi.fn() });
});

const files = () => [new File(['one'], 'a.txt'), new File(['two'], 'b.txt')];
function send(chosen: File[]) {
  return sendFiles('/api/evidence', chosen, {}, { onProgress: () => {}, onArrived: world.onArrived });
}

test('a cancel while what has arrived becomes evidence comes too late and takes nothing away', async () => {
  let give: (value: unknown) => void = () => {};
  world.claim = () =>
    new Promise((resolve) => {
      give = resolve;
    });
  const { done, cancel } = send(files());
  await vi.waitFor(() => expect(world.claims).toHaveLength(1));
  const answers = [cancel()];
  give({ ok: true, value: { evidenceId: 'e', held: null } });
  expect(await done).toEqual({ ok: true, evidenceId: 'e', held: null });
  answers.push(cancel());
  expect(world.removed).toEqual([]);
  expect(answers).toEqual([false, false]);
  expect(world.onArrived).toHaveBeenCalledOnce();
});

test('a cancel on the way takes away what has arrived before, and sends it again the next time', async () => {
  world.claim = async () => ({ ok: true, value: { evidenceId: 'e', held: null } });
  world.slow.add('b.txt');
  const chosen = files();
  const { done, cancel } = send(chosen);
  await vi.waitFor(() => expect(world.sent).toEqual(['a.txt', 'b.txt']));
  expect(cancel()).toBe(true);
  expect(await done).toMatchObject({ ok: false, message: expect.stringContaining('Nothing was kept') });
  expect(world.removed.toSorted()).toEqual(['a.txt', 'b.txt']);
  expect(world.claims).toEqual([]);

  world.slow.clear();
  expect(await send(chosen).done).toMatchObject({ ok: true });
  expect(world.sent).toEqual(['a.txt', 'b.txt', 'a.txt', 'b.txt']);
});
