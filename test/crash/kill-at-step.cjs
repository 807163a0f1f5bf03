/**
 * Kills the process that requires it before the n-th change to the file system under a folder: nothing in the product
 * knows of it. `KILL_UNDER` names the folder, `KILL_AT` the step (from 1); without it every step is only counted, and
 * the number written to `KILL_COUNT`.
 */
const promises = require('node:fs/promises');
const { writeFileSync } = require('node:fs');

const { KILL_UNDER = '', KILL_AT, KILL_COUNT } = process.env;
let step = 0;

for (const name of ['mkdir', 'writeFile', 'rename', 'unlink', 'rmdir']) {
  const original = promises[name];
  promises[name] = (path, ...rest) => {
    if (String(path).startsWith(KILL_UNDER)) {
      step += 1;
      if (String(step) === KILL_AT) process.kill(process.pid, 'SIGKILL');
    }
    return original(path, ...rest);
  };
}

if (KILL_COUNT !== undefined) process.on('exit', () => writeFileSync(KILL_COUNT, String(step)));
