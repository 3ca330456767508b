// Draws a PDF in a frame that has no origin, no cookies and no connection (app/api/evidence/viewer). The page around it
// sends the bytes; all that goes back is a number of pages or a word about what went wrong.
const { getDocument } = globalThis.pdfjsLib;

const MAX_PAGES = 300;
const tell = (words) => parent.postMessage(words, '*');

async function show(bytes) {
  const document_ = await getDocument({
    data: bytes,
    isEvalSupported: false,
    enableXfa: false,
    useSystemFonts: true,
    disableAutoFetch: true,
  }).promise;
  const pages = Math.min(document_.numPages, MAX_PAGES);
  // A page is drawn when somebody gets near it.
  const watcher = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        watcher.unobserve(target);
        draw(document_, target).catch(() => target.classList.add('broken'));
      }
    },
    { rootMargin: '600px' },
  );
  for (let number = 1; number <= pages; number += 1) {
    const place = document.createElement('section');
    place.dataset.number = String(number);
    place.setAttribute('aria-label', `Page ${number} of ${document_.numPages}`);
    document.body.append(place);
    watcher.observe(place);
  }
  tell({ pages: document_.numPages });
}

async function draw(document_, place) {
  const page = await document_.getPage(Number(place.dataset.number));
  const plain = page.getViewport({ scale: 1 });
  const scale = Math.min(place.clientWidth / plain.width, 4) * Math.min(devicePixelRatio, 2);
  const viewport = page.getViewport({ scale });
  const canvas = document.createElement('canvas');
  canvas.width = Math.floor(viewport.width);
  canvas.height = Math.floor(viewport.height);
  canvas.setAttribute('aria-hidden', 'true');
  const text = document.createElement('p');
  const { items } = await page.getTextContent();
  text.textContent = items.map(({ str = '', hasEOL }) => (hasEOL ? `${str}\n` : str)).join('');
  place.replaceChildren(canvas, text);
  await page.render({ canvasContext: canvas.getContext('2d'), viewport }).promise;
  place.classList.add('drawn');
}

addEventListener('message', ({ source, data }) => {
  if (source !== parent || !(data instanceof ArrayBuffer)) return;
  show(new Uint8Array(data)).catch((error) =>
    tell({ problem: error?.name === 'PasswordException' ? 'ENCRYPTED' : 'BROKEN' }),
  );
});
tell({ ready: true });
