import { expect, test } from '@jest/globals';
import { withArticle } from '../../../src/model/withArticle.js';

test.each([
  ['a', ['Product', 'list of ID', 'JSON', 'User', 'Unit', 'Euro', 'URLAlias', 'OneTimeCode', 'Hold', 'House']],
  ['an', ['Order', 'Account', 'Invoice', 'ID', 'Int', 'Event', 'Update', 'Upload', 'Hour', 'Onion']],
])('"%s" stands before names that sound so', (article, names) => {
  expect(names.map(withArticle)).toEqual(names.map((name) => `${article} ${name}`));
});
