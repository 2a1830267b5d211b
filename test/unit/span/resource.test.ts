import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import { expect } from 'chai';
import { createResource } from '../../../src/span/resource.ts';

describe('createResource', () => {
  const ours = createResource(() => ({ 'service.name': 'acme', 'os.type': 'linux' }));

  it('merges with the SDK’s, in both directions, and what is merged in wins', () => {
    const fleet = resourceFromAttributes({ 'acme.fleet': 'blue', 'os.type': 'darwin' });
    expect(ours.merge(fleet).attributes).to.deep.equal({
      'service.name': 'acme',
      'os.type': 'darwin',
      'acme.fleet': 'blue',
    });
    expect(fleet.merge(ours).attributes).to.include({ 'os.type': 'linux', 'acme.fleet': 'blue' });
    expect(defaultResource().merge(ours).attributes).to.include({ 'service.name': 'acme' });
    expect(ours.merge(null)).to.equal(ours);
  });

  it('merges with its own kind', () => {
    const merged = ours.merge(createResource(() => ({ 'service.name': 'other' })));
    expect(merged.attributes).to.deep.equal({ 'service.name': 'other', 'os.type': 'linux' });
    expect(resourceFromAttributes({}).merge(merged).attributes).to.deep.equal(merged.attributes);
  });

  it('waits for attributes that are still to come', async () => {
    const late = resourceFromAttributes({ 'acme.late': Promise.resolve('there') });
    const merged = ours.merge(late);
    expect(merged.asyncAttributesPending).to.equal(true);
    await merged.waitForAsyncAttributes?.();
    expect(merged.asyncAttributesPending).to.equal(false);
    expect(merged.attributes).to.deep.equal({
      'service.name': 'acme',
      'os.type': 'linux',
      'acme.late': 'there',
    });
  });

  it('hands on what is still to come to a resource of the SDK', async () => {
    const merged = resourceFromAttributes({}).merge(
      ours.merge(resourceFromAttributes({ 'acme.late': Promise.resolve('there') })),
    );
    await merged.waitForAsyncAttributes?.();
    expect(merged.attributes).to.include({ 'acme.late': 'there', 'service.name': 'acme' });
  });
});
