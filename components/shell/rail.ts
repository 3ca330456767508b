const railed = /^\/assessments\/(new|[^/]+\/(table|requirements\/[^/]+))$/;

/**
 * Pages with panes of their own: they take what the window has, and the sidebar leaves them its width. The frame tells them
 * by their address; a `:has()` that looks for them would have each answer restyle the whole page.
 */
export function isRailed(path: string): boolean {
  return railed.test(path);
}
