/** Loads the functions that scenarios are made of. */
const LIBRARY = ['world', 'nat', 'traffic', 'load', 'run-scenario']
  .map((name) => `. /lab/${name}.sh\n`)
  .join('');

/** Runs scenarios, one after the other. */
export function scenarioPlan(names: readonly string[]): string {
  return LIBRARY + names.map((name) => `run_scenario ${name}\n`).join('');
}

/**
 * Runs /lab/run.sh, in the world of a scenario if one is named. What it prints goes to /out/run.log, and to the console for those
 * who watch: by a process that ends with the script, not with whatever the script leaves running.
 */
export function scriptPlan(world: string | undefined): string {
  const build = world === undefined ? '' : `nat=iptables\n. /lab/scenarios/${world}.sh\nbuild\n`;
  return `${LIBRARY}${build}: > /out/run.log
tail -f /out/run.log | sed -u 's/^/lab: /' &
(cd /out && sh /lab/run.sh) > /out/run.log 2>&1 || echo "the script failed: exit code $?" >> /out/failures
sleep 1
`;
}
