'use strict';

/** Preloaded into nfpath: says at its end whether V8 refused the bytecode of its bundle. */
const vm = require('node:vm');

vm.Script = class extends vm.Script {
  constructor(source, options) {
    super(source, options);
    process.on('exit', () => process.stderr.write(`refused: ${this.cachedDataRejected}\n`));
  }
};
