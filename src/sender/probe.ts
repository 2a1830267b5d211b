import { hasLateNo } from '../consent/consent.ts';
import type { ConsentFiles } from '../consent/consent-host.ts';
import { REQUEST_HEAD, REQUEST_TAIL } from '../span/request.ts';
import { post, type PostInput, type PostResult } from './post.ts';

/** Whom to ask, and how long at most; what may still say no. */
export type ProbeRequest = Pick<PostInput, 'url' | 'headers' | 'userAgent' | 'timeoutMs'> & ConsentFiles;

/** Asks a collector with a request that holds nothing, as a sender would ask it; for `doctor`. Never rejects. */
export async function probe(request: ProbeRequest): Promise<PostResult> {
  const { noFile, policyFile, ...to } = request;
  const maySend = (): boolean => !hasLateNo({ noFile, policyFile }, undefined);
  return post({ ...to, body: REQUEST_HEAD + REQUEST_TAIL, maySend });
}
