import * as tools from './tools.mjs';

/** Runs a tool over a little project of violations and returns its words. */
export function over(files, tool) {
  const project = tools.plantedProject(files);
  try {
    return tool(project.folder);
  } finally {
    project.remove();
  }
}
