/**
 * AWS on loopback: a moto server for one test file, over real HTTP with the real SDK.
 *
 * Where `moto_server` is not installed (`pip install 'moto[server]'`) such tests are skipped, and the reason stands in
 * their name; where CI is set they fail instead, so that nobody believes they ran.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';

const PROGRAM = 'moto_server';
const LONGEST_START = 50_000;

/** What every client of the SDK takes. */
export interface AwsSettings {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/**
 * `describe` for tests that need AWS, given the settings of a server that starts before them and ends after them.
 * Settings are a function, as the server is not up yet when the tests are named. Such tests also see the standard
 * variables (`AWS_ENDPOINT_URL`, …) set.
 */
export function describeWithAws(name: string, tests: (aws: () => AwsSettings) => void): void {
  if (!isInstalled() && !process.env.CI) {
    describe.skip(`${name} (skipped: ${PROGRAM} is not installed, pip install 'moto[server]')`, () => {
      it('needs AWS on loopback', () => {});
    });
    return;
  }
  describe(name, () => {
    let server: ChildProcess | undefined;
    let settings: AwsSettings | undefined;
    const before = { ...process.env };

    beforeAll(async () => {
      const port = await freePort();
      server = spawn(PROGRAM, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
      const endpoint = `http://127.0.0.1:${port}`;
      await untilUp(endpoint, server);
      settings = {
        endpoint,
        region: 'us-east-1',
        credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
      };
      Object.assign(process.env, {
        AWS_ENDPOINT_URL: endpoint,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'testing',
        AWS_SECRET_ACCESS_KEY: 'testing',
      });
    });

    afterAll(async () => {
      for (const key of Object.keys(process.env)) if (!(key in before)) delete process.env[key];
      Object.assign(process.env, before);
      await ended(server);
    });

    tests(() => {
      if (!settings) throw new Error(`${PROGRAM} is not up yet: ask for the settings inside a test`);
      return settings;
    });
  });
}

function isInstalled(): boolean {
  return spawnSync(PROGRAM, ['--help'], { stdio: 'ignore' }).status === 0;
}

/** A port that nobody listens on now. */
async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function untilUp(endpoint: string, server: ChildProcess): Promise<void> {
  let failed: Error | undefined;
  server.once('error', (error) => {
    failed = error;
  });
  const end = Date.now() + LONGEST_START;
  while (Date.now() < end) {
    if (failed || server.exitCode !== null) break;
    const answer = await fetch(`${endpoint}/moto-api/`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${PROGRAM} did not start at ${endpoint}`, { cause: failed });
}

async function ended(server: ChildProcess | undefined): Promise<void> {
  if (!server || server.exitCode !== null || server.pid === undefined) return;
  const exit = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  const timer = setTimeout(() => server.kill('SIGKILL'), 5_000);
  await exit;
  clearTimeout(timer);
}
