import { exampleScenarios, rawItems } from '../../support/exampleScenarios.js';

/** Every access pattern of examples/existing-table/catalog. */
export const catalog = exampleScenarios('existing-table/catalog', rawItems('existing-table/catalog'), [
  {
    file: '01-a-product-page',
    title: 'a product and its variants in one Query that leaves out what is marked otherwise or not at all',
    commands: [
      {
        action: 'Query',
        TableName: 'catalog',
        KeyConditionExpression: '#node = :v0 AND #target BETWEEN :v1 AND :v2',
        FilterExpression: '#entity IN (:v3, :v4)',
        ProjectionExpression: '#name, #price, #size, #node, #target, #entity, #colour, #eans',
        ExpressionAttributeNames: {
          '#node': 'node',
          '#target': 'target',
          '#entity': 'entity',
          '#name': 'name',
          '#price': 'price',
          '#size': 'size',
          '#colour': 'colour',
          '#eans': 'eans',
        },
        ExpressionAttributeValues: {
          ':v0': { S: 'P-100' },
          ':v1': { S: 'self' },
          ':v2': { S: 'v#\u{10FFFF}' },
          ':v3': { S: 'product' },
          ':v4': { S: 'variant' },
        },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: {
      productRecords: {
        nodes: [
          { name: 'Alder Shelf', price: '129.9', size: { width: 800, height: 1980 } },
          { variantId: 'V-101', colour: 'natural', eans: ['4006381333931', '4006381333948'] },
          { variantId: 'V-102', colour: null, eans: null },
        ],
      },
    },
  },
  {
    file: '02-a-product-and-its-supplier',
    title: 'a product as another program keeps it: money as text, a set, maps, and its supplier',
    commands: [
      {
        action: 'GetItem',
        TableName: 'catalog',
        Key: { node: { S: 'P-100' }, target: { S: 'self' } },
        ProjectionExpression: '#entity, #name, #status, #price, #labels, #media, #supplier_id, #node, #target',
        ExpressionAttributeNames: {
          '#entity': 'entity',
          '#name': 'name',
          '#status': 'status',
          '#price': 'price',
          '#labels': 'labels',
          '#media': 'media',
          '#supplier_id': 'supplier_id',
          '#node': 'node',
          '#target': 'target',
        },
      },
      {
        action: 'GetItem',
        TableName: 'catalog',
        Key: { node: { S: 'S-7' }, target: { S: 'self' } },
        ProjectionExpression: '#name, #lead_days, #node, #target, #entity',
        ExpressionAttributeNames: {
          '#name': 'name',
          '#lead_days': 'lead_days',
          '#node': 'node',
          '#target': 'target',
          '#entity': 'entity',
        },
      },
    ],
    data: {
      product: {
        kind: 'product',
        name: 'Alder Shelf',
        status: 'active',
        price: '129.9',
        labels: ['oiled', 'wood'],
        media: { crops: [1.5, null, ['left', 'right']], hero: 'p-100.jpg' },
        supplier: { name: 'Lindner & Daughters', leadDays: [2, 2, 3, 2, 5] },
      },
    },
  },
  {
    file: '03-a-product-with-gaps',
    title: 'each stored value that does not fit costs its own field, and NULL is a missing value',
    commands: [
      {
        action: 'GetItem',
        TableName: 'catalog',
        Key: { node: { S: 'P-200' }, target: { S: 'self' } },
        ProjectionExpression: '#name, #status, #description, #price, #labels, #size, #node, #target, #entity',
        ExpressionAttributeNames: {
          '#name': 'name',
          '#status': 'status',
          '#description': 'description',
          '#price': 'price',
          '#labels': 'labels',
          '#size': 'size',
          '#node': 'node',
          '#target': 'target',
          '#entity': 'entity',
        },
      },
    ],
    data: {
      product: {
        name: 'Birch Bench',
        status: null,
        description: null,
        price: null,
        labels: ['bench', 'wood'],
        size: { width: null, height: 450, depth: null },
      },
    },
    errors: [
      {
        code: 'ITEM_INVALID',
        message:
          'Product {"node":"P-200","target":"self"} has a stored value that does not fit: "status": expected one of Status\'s values (draft, active, discontinued), stored is {"S":"ACTIVE"}.',
      },
      {
        code: 'ITEM_INVALID',
        message:
          'Product {"node":"P-200","target":"self"} has a stored value that does not fit: "price": expected a number, kept as text, stored is {"S":"on request"}.',
      },
      {
        code: 'ITEM_INVALID',
        message:
          'Product {"node":"P-200","target":"self"} has a stored value that does not fit: "size.w_mm": expected a whole number of 32 bits, stored is {"S":"1200"}.',
      },
    ],
  },
  {
    file: '04-products-by-keys',
    title: "a supplier under a key like a product's is no product",
    commands: [
      {
        action: 'BatchGetItem',
        RequestItems: {
          catalog: {
            Keys: [
              { node: { S: 'P-300' }, target: { S: 'self' } },
              { node: { S: 'S-7' }, target: { S: 'self' } },
              { node: { S: 'P-404' }, target: { S: 'self' } },
              { node: { S: 'P-100' }, target: { S: 'self' } },
            ],
            ProjectionExpression: '#node, #name, #target, #entity',
            ExpressionAttributeNames: { '#node': 'node', '#name': 'name', '#target': 'target', '#entity': 'entity' },
          },
        },
      },
    ],
    data: {
      productsByKeys: [
        { productId: 'P-300', name: 'Cedar Chest' },
        null,
        null,
        { productId: 'P-100', name: 'Alder Shelf' },
      ],
    },
  },
  {
    file: '05-stock-of-a-product',
    title: 'the stock of each variant, where an item without a number for its required quantity is the only one lost',
    commands: [
      {
        action: 'Query',
        TableName: 'catalog',
        KeyConditionExpression: '#node = :v0 AND begins_with(#target, :v1)',
        ProjectionExpression: '#target, #node, #entity',
        ExpressionAttributeNames: { '#node': 'node', '#target': 'target', '#entity': 'entity' },
        ExpressionAttributeValues: { ':v0': { S: 'P-100' }, ':v1': { S: 'v#' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'Query',
        TableName: 'catalog',
        KeyConditionExpression: '#node = :v0 AND begins_with(#target, :v1)',
        ProjectionExpression: '#target, #quantity, #reserved, #node, #entity',
        ExpressionAttributeNames: {
          '#node': 'node',
          '#target': 'target',
          '#quantity': 'quantity',
          '#reserved': 'reserved',
          '#entity': 'entity',
        },
        ExpressionAttributeValues: { ':v0': { S: 'V-101' }, ':v1': { S: 'wh#' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'Query',
        TableName: 'catalog',
        KeyConditionExpression: '#node = :v0 AND begins_with(#target, :v1)',
        ProjectionExpression: '#target, #quantity, #reserved, #node, #entity',
        ExpressionAttributeNames: {
          '#node': 'node',
          '#target': 'target',
          '#quantity': 'quantity',
          '#reserved': 'reserved',
          '#entity': 'entity',
        },
        ExpressionAttributeValues: { ':v0': { S: 'V-102' }, ':v1': { S: 'wh#' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: {
      variantsByProductId: {
        nodes: [
          {
            variantId: 'V-101',
            stock: {
              nodes: [
                { warehouseId: 'berlin', quantity: 12, reserved: 3 },
                { warehouseId: 'lyon', quantity: 1, reserved: null },
              ],
            },
          },
          { variantId: 'V-102', stock: { nodes: [{ warehouseId: 'berlin', quantity: 2, reserved: null }, null] } },
        ],
      },
    },
    errors: [
      {
        code: 'ITEM_INVALID',
        message:
          'Stock {"node":"V-102","target":"wh#lyon"} has a stored value that does not fit: "quantity": expected a whole number of 32 bits, stored is {"S":"seven"}.',
      },
    ],
  },
  {
    file: '06-what-a-warehouse-holds',
    title: 'a page of an index turned round that holds keys only, and one batch for the rest',
    commands: [
      {
        action: 'Query',
        TableName: 'catalog',
        IndexName: 'target-index',
        KeyConditionExpression: '#target = :v0',
        ProjectionExpression: '#node, #target',
        ExpressionAttributeNames: { '#target': 'target', '#node': 'node' },
        ExpressionAttributeValues: { ':v0': { S: 'wh#berlin' } },
        ScanIndexForward: true,
        Limit: 3,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          catalog: {
            Keys: [
              { node: { S: 'V-101' }, target: { S: 'wh#berlin' } },
              { node: { S: 'V-102' }, target: { S: 'wh#berlin' } },
            ],
            ProjectionExpression: '#node, #quantity, #counted_at, #target, #entity',
            ExpressionAttributeNames: {
              '#node': 'node',
              '#quantity': 'quantity',
              '#counted_at': 'counted_at',
              '#target': 'target',
              '#entity': 'entity',
            },
          },
        },
      },
    ],
    data: {
      stockByWarehouseId: {
        nodes: [
          { variantId: 'V-101', quantity: 12, countedAt: '2026-01-01T00:00:00.000Z' },
          { variantId: 'V-102', quantity: 2, countedAt: null },
        ],
        pageInfo: { hasNextPage: true },
      },
    },
  },
  {
    file: '07-running-low',
    title: 'a filter on what the index lacks, and the count of what it keeps, read each item once',
    commands: [
      {
        action: 'Query',
        TableName: 'catalog',
        IndexName: 'target-index',
        KeyConditionExpression: '#target = :v0',
        ProjectionExpression: '#node, #target',
        ExpressionAttributeNames: { '#target': 'target', '#node': 'node' },
        ExpressionAttributeValues: { ':v0': { S: 'wh#berlin' } },
        ScanIndexForward: true,
        Limit: 100,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          catalog: {
            Keys: [
              { node: { S: 'V-101' }, target: { S: 'wh#berlin' } },
              { node: { S: 'V-102' }, target: { S: 'wh#berlin' } },
              { node: { S: 'V-301' }, target: { S: 'wh#berlin' } },
            ],
            ProjectionExpression: '#quantity, #node, #product_id, #target, #entity',
            ExpressionAttributeNames: {
              '#quantity': 'quantity',
              '#node': 'node',
              '#product_id': 'product_id',
              '#target': 'target',
              '#entity': 'entity',
            },
          },
        },
      },
      {
        action: 'Query',
        TableName: 'catalog',
        IndexName: 'target-index',
        KeyConditionExpression: '#target = :v0',
        ProjectionExpression: '#node, #target',
        ExpressionAttributeNames: { '#target': 'target', '#node': 'node' },
        ExpressionAttributeValues: { ':v0': { S: 'wh#berlin' } },
      },
      {
        action: 'GetItem',
        TableName: 'catalog',
        Key: { node: { S: 'P-100' }, target: { S: 'v#V-102' } },
        ProjectionExpression: '#colour, #node, #target, #entity',
        ExpressionAttributeNames: { '#colour': 'colour', '#node': 'node', '#target': 'target', '#entity': 'entity' },
      },
    ],
    data: {
      stockByWarehouseId: {
        nodes: [
          { variantId: 'V-102', quantity: 2, variant: { colour: null } },
          { variantId: 'V-301', quantity: 0, variant: null },
        ],
        totalCount: 2,
      },
    },
  },
  {
    file: '08-which-variants-are-there',
    title: 'the variants of a warehouse by the keys of the index alone',
    commands: [
      {
        action: 'Query',
        TableName: 'catalog',
        IndexName: 'target-index',
        KeyConditionExpression: '#target = :v0',
        ProjectionExpression: '#node, #target',
        ExpressionAttributeNames: { '#target': 'target', '#node': 'node' },
        ExpressionAttributeValues: { ':v0': { S: 'wh#berlin' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { stockByWarehouseId: { nodes: [{ variantId: 'V-101' }, { variantId: 'V-102' }, { variantId: 'V-301' }] } },
  },
  {
    file: '09-an-order-form',
    title: 'the products of a supplier from an index that holds all that is shown',
    commands: [
      {
        action: 'Query',
        TableName: 'catalog',
        IndexName: 'supplier-name-index',
        KeyConditionExpression: '#supplier_id = :v0 AND #name >= :v1',
        FilterExpression: '#entity = :v2',
        ProjectionExpression: '#node, #name, #supplier_id, #target, #entity',
        ExpressionAttributeNames: {
          '#supplier_id': 'supplier_id',
          '#name': 'name',
          '#entity': 'entity',
          '#node': 'node',
          '#target': 'target',
        },
        ExpressionAttributeValues: { ':v0': { S: 'S-7' }, ':v1': { S: 'B' }, ':v2': { S: 'product' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: {
      productsBySupplierId: {
        nodes: [
          { productId: 'P-200', name: 'Birch Bench', supplierId: 'S-7' },
          { productId: 'P-300', name: 'Cedar Chest', supplierId: 'S-7' },
        ],
      },
    },
  },
  {
    file: '10-a-price-list',
    title: 'the prices that an index lacks come in one batch, in the order of the index',
    commands: [
      {
        action: 'GetItem',
        TableName: 'catalog',
        Key: { node: { S: 'S-7' }, target: { S: 'self' } },
        ProjectionExpression: '#name, #node, #target, #entity',
        ExpressionAttributeNames: { '#name': 'name', '#node': 'node', '#target': 'target', '#entity': 'entity' },
      },
      {
        action: 'Query',
        TableName: 'catalog',
        IndexName: 'supplier-name-index',
        KeyConditionExpression: '#supplier_id = :v0',
        FilterExpression: '#entity = :v1',
        ProjectionExpression: '#node, #target, #supplier_id, #name, #entity',
        ExpressionAttributeNames: {
          '#supplier_id': 'supplier_id',
          '#entity': 'entity',
          '#node': 'node',
          '#target': 'target',
          '#name': 'name',
        },
        ExpressionAttributeValues: { ':v0': { S: 'S-7' }, ':v1': { S: 'product' } },
        ScanIndexForward: false,
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          catalog: {
            Keys: [
              { node: { S: 'P-300' }, target: { S: 'self' } },
              { node: { S: 'P-200' }, target: { S: 'self' } },
              { node: { S: 'P-100' }, target: { S: 'self' } },
            ],
            ProjectionExpression: '#name, #price, #node, #target, #entity',
            ExpressionAttributeNames: {
              '#name': 'name',
              '#price': 'price',
              '#node': 'node',
              '#target': 'target',
              '#entity': 'entity',
            },
          },
        },
      },
    ],
    data: {
      supplier: {
        name: 'Lindner & Daughters',
        products: {
          nodes: [
            { name: 'Cedar Chest', price: '349' },
            { name: 'Birch Bench', price: null },
            { name: 'Alder Shelf', price: '129.9' },
          ],
        },
      },
    },
    errors: [
      {
        code: 'ITEM_INVALID',
        message:
          'Product {"node":"P-200","target":"self"} has a stored value that does not fit: "price": expected a number, kept as text, stored is {"S":"on request"}.',
      },
    ],
  },
  {
    file: '11-a-global-id',
    title: 'a node and a product are read in one batch',
    commands: [
      {
        action: 'BatchGetItem',
        RequestItems: {
          catalog: {
            Keys: [
              { node: { S: 'P-100' }, target: { S: 'self' } },
              { node: { S: 'P-300' }, target: { S: 'self' } },
            ],
            ProjectionExpression: '#node, #name, #target, #entity',
            ExpressionAttributeNames: { '#node': 'node', '#name': 'name', '#target': 'target', '#entity': 'entity' },
          },
        },
      },
    ],
    data: {
      node: { id: 'WyJQcm9kdWN0IiwiUC0xMDAiXQ', name: 'Alder Shelf' },
      product: { id: 'WyJQcm9kdWN0IiwiUC0zMDAiXQ' },
    },
  },
  {
    file: '12-sell-a-piece',
    title: 'a piece is sold on the condition that there is one',
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'catalog',
        Key: { node: { S: 'V-102' }, target: { S: 'wh#berlin' } },
        UpdateExpression: 'ADD #quantity :v0',
        ConditionExpression: 'attribute_exists(#node) AND #entity = :v1 AND #quantity >= :v2',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#quantity': 'quantity', '#node': 'node', '#entity': 'entity' },
        ExpressionAttributeValues: { ':v0': { N: '-1' }, ':v1': { S: 'stock' }, ':v2': { N: '1' } },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updateStock: { stock: { quantity: 1 }, conflict: null } },
  },
  {
    file: '13-nothing-left',
    title: 'nothing is sold where nothing is left, and the answer shows it',
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'catalog',
        Key: { node: { S: 'V-301' }, target: { S: 'wh#berlin' } },
        UpdateExpression: 'ADD #quantity :v0',
        ConditionExpression: 'attribute_exists(#node) AND #entity = :v1 AND #quantity >= :v2',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#quantity': 'quantity', '#node': 'node', '#entity': 'entity' },
        ExpressionAttributeValues: { ':v0': { N: '-1' }, ':v1': { S: 'stock' }, ':v2': { N: '1' } },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updateStock: { stock: null, conflict: { reason: 'CONDITION_FAILED', current: { quantity: 0 } } } },
  },
  {
    file: '14-reserve-where-nothing-was',
    title: 'adding to an attribute that was never written starts at zero',
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'catalog',
        Key: { node: { S: 'V-101' }, target: { S: 'wh#lyon' } },
        UpdateExpression: 'ADD #reserved :v0',
        ConditionExpression: 'attribute_exists(#node) AND #entity = :v1',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#reserved': 'reserved', '#node': 'node', '#entity': 'entity' },
        ExpressionAttributeValues: { ':v0': { N: '1' }, ':v1': { S: 'stock' } },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updateStock: { stock: { quantity: 1, reserved: 1 } } },
  },
  {
    file: '15-a-new-variant',
    title: 'a new variant is marked as the other program marks its own',
    commands: [
      {
        action: 'PutItem',
        TableName: 'catalog',
        Item: {
          colour: { S: 'black' },
          eans: { NS: ['4006381333955'] },
          entity: { S: 'variant' },
          node: { S: 'P-100' },
          target: { S: 'v#V-104' },
        },
        ConditionExpression: 'attribute_not_exists(#node)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#node': 'node' },
      },
    ],
    data: { createVariant: { variant: { variantId: 'V-104', eans: ['4006381333955'] }, conflict: null } },
  },
]);
