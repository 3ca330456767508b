'use client';

import { useCallback, useEffect } from 'react';

/** Brings somebody to the comments; `detail`: to write one. */
export const commentEvent = 'inplace:comment';

/** The way to the comments, by key or by an address that ends in #comments; on narrow screens through their sheet. */
export function useCommentsWay(showSheet: () => void): (toWrite: boolean) => true {
  const go = useCallback(
    (toWrite: boolean): true => {
      if (window.matchMedia('(width < 70rem)').matches) showSheet();
      requestAnimationFrame(() => {
        const places = [...document.querySelectorAll<HTMLElement>('.comments')];
        places
          .find((place) => place.offsetParent !== null)
          ?.dispatchEvent(new CustomEvent(commentEvent, { detail: toWrite }));
      });
      return true;
    },
    [showSheet],
  );
  useEffect(() => {
    if (window.location.hash === '#comments') go(false);
  }, [go]);
  return go;
}
