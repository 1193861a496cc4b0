'use strict';

/** Preloaded into nfpath: says on standard error, when it ends, which modules it has loaded itself. */
const { writeSync } = require('node:fs');

const before = new Set(process.moduleLoadList);
process.on('exit', () => {
  const own = process.moduleLoadList.filter((name) => !before.has(name));
  writeSync(2, `${[...own, ...Object.keys(require.cache)].join('\n')}\n`);
});
