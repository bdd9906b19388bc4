export const generatedNotice =
  '# Generated from tools/edge/src/routes by `node tools/edge/dist/render.main.js`; a spec keeps it equal to them.';
