/** What opens pictures, loaded once there is one to be made: a service without one needs none of its memory. */
export async function loadSharp() {
  const { default: sharp } = await import('sharp')
  // A picture is made now and then; the service is there for its readers.
  sharp.cache(false)
  sharp.concurrency(1)
  // What strangers send is read as one of these, whatever it calls itself. SVG and documents may hold scripts and addresses.
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({
    operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'].map((kind) => `VipsForeignLoad${kind}Buffer`),
  })
  return sharp
}
