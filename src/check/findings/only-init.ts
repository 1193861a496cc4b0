import { INIT, SERVICE } from '../../model/policy.js';
import { evidenceOf, type CaptureFinder } from './capture-finder.js';

/**
 * No namespace but init was ever seen: perhaps the module was registered there alone. What is bridged past the
 * host is then not in the log, and whether the service got its packets isn't either.
 */
export const onlyInit: CaptureFinder = ({ ways, traffic, places }) => {
  const blind = ways
    .map(({ way }) => way)
    .filter(({ example: { boot } }) => {
      const { namespaces } = traffic.boots[boot]!;
      const init = places.of(INIT, boot);
      const isServedInInit = [...places.of(SERVICE, boot)].some((netns) => init.has(netns));
      return [...namespaces.keys()].every((netns) => init.has(netns)) && !isServedInInit;
    });
  return evidenceOf(blind).map((evidence) => ({ kind: 'only-init', evidence }));
};
