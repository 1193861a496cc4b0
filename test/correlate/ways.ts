/** The ways that most packets of these tests take, as steps of `walk`. */

/** Between two containers on one bridge, or on one macvlan: the host's hooks are not crossed. */
export const BESIDE_HOST = [
  'c4/LOCAL_OUT >eth0',
  'c4/POST_ROUTING >eth0',
  'c2/PRE_ROUTING eth0',
  'c2/LOCAL_IN eth0',
];
export const BESIDE_HOST_REPLY = [
  'c2/LOCAL_OUT >eth0',
  'c2/POST_ROUTING >eth0',
  'c4/PRE_ROUTING eth0',
  'c4/LOCAL_IN eth0',
];

/** From outside to a published port. */
export const PUBLISHED = [
  'init/PRE_ROUTING ens160',
  'init/FORWARD ens160>docker0 dst=172.17.0.2:8080',
  'init/POST_ROUTING >docker0',
  'c2/PRE_ROUTING eth0',
  'c2/LOCAL_IN eth0',
];
export const PUBLISHED_REPLY = [
  'c2/LOCAL_OUT >eth0',
  'c2/POST_ROUTING >eth0',
  'init/PRE_ROUTING docker0',
  'init/FORWARD docker0>ens160',
  'init/POST_ROUTING >ens160',
];

export const OUTSIDE = '10.10.10.3:38478 > 10.10.10.2:8081';
export const OUTSIDE_REPLY = '172.17.0.2:8080 > 10.10.10.3:38478';
export const INSIDE = '172.17.0.4:40000 > 172.17.0.2:8080';
export const INSIDE_REPLY = '172.17.0.2:8080 > 172.17.0.4:40000';
