'use strict';

const fs = require('node:fs');

/**
 * Where the bytecode of a script is kept that this very Node has made. V8 itself asks for its version and options; that
 * is not enough where one version of Node was built twice, so the name holds which executable it was.
 */
module.exports = function bytecodeOf(script) {
  const { size, mtimeMs } = fs.statSync(process.execPath);
  return `${script}.${process.version}-${process.arch}-${size}-${Math.floor(mtimeMs / 1000)}`;
};
