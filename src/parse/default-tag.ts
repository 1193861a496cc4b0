/** The tag that the module puts in front of its lines unless it was built under another name; the grammar's own. */
export const DEFAULT_TAG = 'nftrace';
