/** Phones call every photo image.jpg, browsers every pasted picture image.png: the time tells them apart. */
export function namedByTime(file: File, what: 'Photo' | 'Screenshot'): File {
  const { name, type } = file;
  const end = /^image(\.\w+)$/i.exec(name)?.[1];
  if (!end) return file;
  const time = new Date().toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '.');
  return new File([file], `${what} ${time}${end}`, { type });
}
