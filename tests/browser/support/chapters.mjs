// A long journey told in chapters, each a test of its own; one that fails ends the story.

/** Gives the function that tells one chapter of the test `t`. */
export function chaptersOf(t) {
  return async (title, tell) => {
    let told = false;
    await t.test(title, async (chapter) => {
      await tell(chapter);
      told = true;
    });
    if (!told) throw new Error(`the story ended in the chapter: ${title}`);
  };
}
