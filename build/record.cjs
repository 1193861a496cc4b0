'use strict';

/** Preloaded into nfpath by the build: keeps the bytecode of the bundle that it loads, of all functions called so far. */
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');
const bytecodeOf = require('../bin/bytecode.js');

vm.Script = class extends vm.Script {
  constructor(source, options) {
    super(source, options);
    const file = bytecodeOf(path.join(__dirname, '..', options.filename));
    process.on('exit', () => fs.writeFileSync(file, this.createCachedData()));
  }
};
