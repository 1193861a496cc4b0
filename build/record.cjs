'use strict';

/** Preloaded into nfpath by the build: keeps the bytecode of the bundle that it loads, of all functions called so far. */
const fs = require('node:fs');
const path = require('node:path');
const v8 = require('node:v8');
const vm = require('node:vm');

// Bytecode is refused where V8 has other options than when it was made.
v8.setFlagsFromString = () => {};

vm.Script = class extends vm.Script {
  constructor(source, options) {
    super(source, options);
    process.on('exit', () => {
      const { bytecodeOf } = require('../bin/nfpath.js');
      const bundle = path.join(__dirname, '..', options.filename);
      fs.writeFileSync(bytecodeOf(bundle), this.createCachedData());
    });
  }
};
