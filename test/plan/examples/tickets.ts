import { exampleScenarios, rawItems } from '../../support/exampleScenarios.js';

/** Every access pattern of examples/existing-table/tickets. */
export const tickets = exampleScenarios('existing-table/tickets', rawItems('existing-table/tickets'), [
  {
    file: '01-choose-a-seat',
    title: 'the seats of a row, and who holds them in one batch: a hold that is over holds nothing',
    needsEngine: true,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Tickets',
        Key: { PK: { S: 'EVENT#blue-hour' }, SK: { S: 'EVENT' } },
        ProjectionExpression: '#Title, #StartsAt, #Doors, #PK, #SK',
        ExpressionAttributeNames: {
          '#Title': 'Title',
          '#StartsAt': 'StartsAt',
          '#Doors': 'Doors',
          '#PK': 'PK',
          '#SK': 'SK',
        },
      },
      {
        action: 'Query',
        TableName: 'Tickets',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        ProjectionExpression: '#SK, #State, #Price, #PK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#State': 'State', '#Price': 'Price' },
        ExpressionAttributeValues: { ':v0': { S: 'EVENT#blue-hour' }, ':v1': { S: 'SEAT#A#01#' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Tickets: {
            Keys: [
              { PK: { S: 'EVENT#blue-hour' }, SK: { S: 'HOLD#A#01#001' } },
              { PK: { S: 'EVENT#blue-hour' }, SK: { S: 'HOLD#A#01#002' } },
              { PK: { S: 'EVENT#blue-hour' }, SK: { S: 'HOLD#A#01#003' } },
            ],
            ProjectionExpression: '#Holder, #PK, #SK, #Until',
            ExpressionAttributeNames: { '#Holder': 'Holder', '#PK': 'PK', '#SK': 'SK', '#Until': 'Until' },
          },
        },
      },
    ],
    data: {
      event: {
        title: 'The Blue Hour',
        startsAt: '2026-03-02T19:00:00Z',
        doors: '19:00',
        seats: {
          nodes: [
            { number: 1, state: 'sold', price: '49.5', hold: null },
            { number: 2, state: 'free', price: '49.5', hold: null },
            { number: 3, state: 'free', price: null, hold: { holder: 'milan@example.com' } },
          ],
        },
      },
    },
  },
  {
    file: '02-a-range-of-seats',
    title: 'a range of seat numbers inside a key of three fields',
    commands: [
      {
        action: 'Query',
        TableName: 'Tickets',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#SK, #PK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: {
          ':v0': { S: 'EVENT#blue-hour' },
          ':v1': { S: 'SEAT#A#01#002' },
          ':v2': { S: 'SEAT#A#01#040' },
        },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: {
      seatsByEventId: {
        nodes: [
          { section: 'A', row: 1, number: 2 },
          { section: 'A', row: 1, number: 3 },
        ],
      },
    },
  },
  {
    file: '03-seats-that-are-free',
    title: 'free seats of a section, also those that never had a state, and how many they are',
    commands: [
      {
        action: 'Query',
        TableName: 'Tickets',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        FilterExpression: '#State = :v2 OR attribute_not_exists(#State) OR attribute_type(#State, :v3)',
        ProjectionExpression: '#SK, #State, #PK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#State': 'State' },
        ExpressionAttributeValues: {
          ':v0': { S: 'EVENT#blue-hour' },
          ':v1': { S: 'SEAT#A#' },
          ':v2': { S: 'free' },
          ':v3': { S: 'NULL' },
        },
        ScanIndexForward: true,
        Limit: 100,
      },
      {
        action: 'Query',
        TableName: 'Tickets',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        FilterExpression: '#State = :v2 OR attribute_not_exists(#State) OR attribute_type(#State, :v3)',
        ProjectionExpression: '#PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#State': 'State' },
        ExpressionAttributeValues: {
          ':v0': { S: 'EVENT#blue-hour' },
          ':v1': { S: 'SEAT#A#' },
          ':v2': { S: 'free' },
          ':v3': { S: 'NULL' },
        },
      },
    ],
    data: {
      seatsByEventId: {
        nodes: [
          { row: 1, number: 2, state: 'free' },
          { row: 1, number: 3, state: 'free' },
          { row: 2, number: 1, state: null },
        ],
        totalCount: 3,
      },
    },
  },
  {
    file: '04-live-holds',
    title: 'the holds that are not over, and the one without an end',
    commands: [
      {
        action: 'Query',
        TableName: 'Tickets',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        FilterExpression: 'NOT #Until <= :v2',
        ProjectionExpression: '#SK, #Holder, #Until, #PK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#Until': 'Until', '#Holder': 'Holder' },
        ExpressionAttributeValues: {
          ':v0': { S: 'EVENT#blue-hour' },
          ':v1': { S: 'HOLD#' },
          ':v2': { N: '1768478400' },
        },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: {
      holdsByEventId: {
        nodes: [
          { section: 'A', row: 1, number: 3, holder: 'milan@example.com', until: '2100-01-01T00:00:00Z' },
          { section: 'B', row: 1, number: 1, holder: 'sponsor', until: null },
        ],
      },
    },
  },
  {
    file: '05-a-booking',
    title: "a booking's whole partition in one Query, past items of no type and items under malformed keys",
    commands: [
      {
        action: 'Query',
        TableName: 'Tickets',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#WrittenBy, #CustomerId, #GSI1PK, #Paid, #PK, #SK, #Method, #UsedAt',
        ExpressionAttributeNames: {
          '#PK': 'PK',
          '#SK': 'SK',
          '#WrittenBy': 'WrittenBy',
          '#CustomerId': 'CustomerId',
          '#GSI1PK': 'GSI1PK',
          '#Paid': 'Paid',
          '#Method': 'Method',
          '#UsedAt': 'UsedAt',
        },
        ExpressionAttributeValues: {
          ':v0': { S: 'BOOKING#B-1001' },
          ':v1': { S: 'BOOKING' },
          ':v2': { S: 'TICKET#\u{10FFFF}' },
        },
        ScanIndexForward: true,
        Limit: 21,
      },
    ],
    data: {
      bookingRecords: {
        nodes: [
          { __typename: 'Booking', writtenBy: 'web', customerId: 'nora@example.com', paid: true },
          { __typename: 'Payment', writtenBy: 'pay', paidAt: '2026-01-10T18:21:30Z', method: 'card' },
          { __typename: 'Payment', writtenBy: 'desk', paidAt: '2026-01-11T09:00:00Z', method: 'voucher' },
          { __typename: 'Ticket', writtenBy: 'web', section: 'A', row: 1, number: 1, usedAt: null },
          { __typename: 'Ticket', writtenBy: 'desk', section: 'A', row: 1, number: 4, usedAt: null },
        ],
        pageInfo: { hasNextPage: false },
      },
    },
    errors: [
      {
        code: 'ITEM_INVALID',
        message:
          'Ticket {"PK":"BOOKING#B-1001","SK":"TICKET#A#01#004"} has a stored value that does not fit: "UsedAt": expected text that is a DateTime, stored is {"S":"last night"}.',
      },
    ],
  },
  {
    file: '06-payments-newest-first',
    title: 'the payments of a booking newest first, one of them with an amount in words',
    commands: [
      {
        action: 'Query',
        TableName: 'Tickets',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        ProjectionExpression: '#SK, #Amount, #Method, #PK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#Amount': 'Amount', '#Method': 'Method' },
        ExpressionAttributeValues: { ':v0': { S: 'BOOKING#B-1001' }, ':v1': { S: 'PAYMENT#' } },
        ScanIndexForward: false,
        Limit: 20,
      },
    ],
    data: {
      bookingRecords: {
        nodes: [
          { paidAt: '2026-01-11T09:00:00Z', amount: null, method: 'voucher' },
          { paidAt: '2026-01-10T18:21:30Z', amount: '99', method: 'card' },
        ],
      },
    },
    errors: [
      {
        code: 'ITEM_INVALID',
        message:
          'Payment {"PK":"BOOKING#B-1001","SK":"PAYMENT#2026-01-11T09:00:00Z"} has a stored value that does not fit: "Amount": expected a number, stored is {"S":"EUR -49,50"}.',
      },
    ],
  },
  {
    file: '07-the-last-records',
    title: 'the last two records of a booking, read backward past a malformed key',
    needsEngine: true,
    commands: [
      {
        action: 'Query',
        TableName: 'Tickets',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#PK, #SK, #Code',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#Code': 'Code' },
        ExpressionAttributeValues: {
          ':v0': { S: 'BOOKING#B-1001' },
          ':v1': { S: 'BOOKING' },
          ':v2': { S: 'TICKET#\u{10FFFF}' },
        },
        ScanIndexForward: false,
        Limit: 3,
      },
      {
        action: 'Query',
        TableName: 'Tickets',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#PK, #SK, #Code',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#Code': 'Code' },
        ExpressionAttributeValues: {
          ':v0': { S: 'BOOKING#B-1001' },
          ':v1': { S: 'BOOKING' },
          ':v2': { S: 'TICKET#\u{10FFFF}' },
        },
        ScanIndexForward: false,
        Limit: 2,
        ExclusiveStartKey: { PK: { S: 'BOOKING#B-1001' }, SK: { S: 'TICKET#A#01#001' } },
      },
    ],
    data: {
      bookingRecords: {
        nodes: [{ code: '7F3K' }, { code: '9QXD' }],
        pageInfo: { hasPreviousPage: true, hasNextPage: false },
      },
    },
  },
  {
    file: '08-what-the-box-office-wrote',
    title: 'the records that one program wrote, by an attribute that all types have',
    commands: [
      {
        action: 'Query',
        TableName: 'Tickets',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        FilterExpression: '#WrittenBy = :v3',
        ProjectionExpression: '#WrittenBy, #PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#WrittenBy': 'WrittenBy' },
        ExpressionAttributeValues: {
          ':v0': { S: 'BOOKING#B-1001' },
          ':v1': { S: 'BOOKING' },
          ':v2': { S: 'TICKET#\u{10FFFF}' },
          ':v3': { S: 'desk' },
        },
        ScanIndexForward: true,
        Limit: 100,
      },
    ],
    data: {
      bookingRecords: {
        nodes: [
          { __typename: 'Payment', writtenBy: 'desk' },
          { __typename: 'Ticket', writtenBy: 'desk' },
        ],
      },
    },
  },
  {
    file: '09-payments-and-tickets',
    title: 'a range of the stored sort key across two types',
    commands: [
      {
        action: 'Query',
        TableName: 'Tickets',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#SK, #PK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: {
          ':v0': { S: 'BOOKING#B-1001' },
          ':v1': { S: 'PAYMENT#2026-01-11' },
          ':v2': { S: 'TICKET#A#99' },
        },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { bookingRecords: { nodes: [{ paidAt: '2026-01-11T09:00:00Z' }, { number: 1 }, { number: 4 }] } },
  },
  {
    file: '10-bookings-of-a-customer',
    title: "a customer's bookings newest first, with what only the index key holds",
    commands: [
      {
        action: 'Query',
        TableName: 'Tickets',
        IndexName: 'GSI1',
        KeyConditionExpression: '#GSI1PK = :v0',
        ProjectionExpression: '#PK, #SK, #GSI1PK, #GSI1SK',
        ExpressionAttributeNames: { '#GSI1PK': 'GSI1PK', '#PK': 'PK', '#SK': 'SK', '#GSI1SK': 'GSI1SK' },
        ExpressionAttributeValues: { ':v0': { S: 'CUSTOMER#nora@example.com' } },
        ScanIndexForward: false,
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Tickets: {
            Keys: [
              { PK: { S: 'BOOKING#B-1002' }, SK: { S: 'BOOKING' } },
              { PK: { S: 'BOOKING#B-1001' }, SK: { S: 'BOOKING' } },
            ],
            ProjectionExpression: '#PK, #BookedAt, #GSI1SK, #CustomerId, #GSI1PK, #Paid, #EventId, #SK',
            ExpressionAttributeNames: {
              '#PK': 'PK',
              '#BookedAt': 'BookedAt',
              '#GSI1SK': 'GSI1SK',
              '#CustomerId': 'CustomerId',
              '#GSI1PK': 'GSI1PK',
              '#Paid': 'Paid',
              '#EventId': 'EventId',
              '#SK': 'SK',
            },
          },
        },
      },
      {
        action: 'Query',
        TableName: 'Tickets',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        ProjectionExpression: '#Amount, #PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#Amount': 'Amount' },
        ExpressionAttributeValues: { ':v0': { S: 'BOOKING#B-1002' }, ':v1': { S: 'PAYMENT#' } },
        ScanIndexForward: true,
        Limit: 1,
      },
      {
        action: 'Query',
        TableName: 'Tickets',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        ProjectionExpression: '#Amount, #PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#Amount': 'Amount' },
        ExpressionAttributeValues: { ':v0': { S: 'BOOKING#B-1001' }, ':v1': { S: 'PAYMENT#' } },
        ScanIndexForward: true,
        Limit: 1,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Tickets: {
            Keys: [
              { PK: { S: 'EVENT#loud-ghosts' }, SK: { S: 'EVENT' } },
              { PK: { S: 'EVENT#blue-hour' }, SK: { S: 'EVENT' } },
            ],
            ProjectionExpression: '#Title, #PK, #SK',
            ExpressionAttributeNames: { '#Title': 'Title', '#PK': 'PK', '#SK': 'SK' },
          },
        },
      },
    ],
    data: {
      bookingsByCustomerId: {
        nodes: [
          {
            bookingId: 'B-1002',
            bookedAt: '2026-01-12T10:00:00Z',
            customerId: 'nora@example.com',
            paid: null,
            firstPayment: null,
            event: null,
          },
          {
            bookingId: 'B-1001',
            bookedAt: '2026-01-10T18:20:00Z',
            customerId: 'nora@example.com',
            paid: true,
            firstPayment: { amount: '99' },
            event: { title: 'The Blue Hour' },
          },
        ],
      },
    },
  },
  {
    file: '11-at-the-door',
    title: 'a ticket by its code, then its seat and its event in one batch',
    commands: [
      {
        action: 'Query',
        TableName: 'Tickets',
        IndexName: 'CodeIndex',
        KeyConditionExpression: '#Code = :v0',
        ProjectionExpression: '#PK, #SK, #Code',
        ExpressionAttributeNames: { '#Code': 'Code', '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: '7F3K' } },
        ScanIndexForward: true,
        Limit: 1,
      },
      {
        action: 'GetItem',
        TableName: 'Tickets',
        Key: { PK: { S: 'BOOKING#B-1001' }, SK: { S: 'TICKET#A#01#001' } },
        ProjectionExpression: '#PK, #SK, #UsedAt, #EventId',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#UsedAt': 'UsedAt', '#EventId': 'EventId' },
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Tickets: {
            Keys: [
              { PK: { S: 'EVENT#blue-hour' }, SK: { S: 'SEAT#A#01#001' } },
              { PK: { S: 'EVENT#blue-hour' }, SK: { S: 'EVENT' } },
            ],
            ProjectionExpression: '#State, #Price, #PK, #SK, #Title',
            ExpressionAttributeNames: {
              '#State': 'State',
              '#Price': 'Price',
              '#PK': 'PK',
              '#SK': 'SK',
              '#Title': 'Title',
            },
          },
        },
      },
    ],
    data: {
      ticketByCode: {
        bookingId: 'B-1001',
        section: 'A',
        usedAt: null,
        seat: { state: 'sold', price: '49.5' },
        event: { title: 'The Blue Hour' },
      },
    },
  },
  {
    file: '12-hold-a-seat',
    title: 'a hold that is over does not refuse the next one',
    commands: [
      {
        action: 'PutItem',
        TableName: 'Tickets',
        Item: {
          Holder: { S: 'aisha@example.com' },
          Until: { N: '4070908800' },
          PK: { S: 'EVENT#blue-hour' },
          SK: { S: 'HOLD#A#01#002' },
        },
        ConditionExpression: 'attribute_not_exists(#PK) OR #Until <= :v0',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#PK': 'PK', '#Until': 'Until' },
        ExpressionAttributeValues: { ':v0': { N: '1768478400' } },
      },
    ],
    data: { createHold: { hold: { holder: 'aisha@example.com' }, conflict: null } },
  },
  {
    file: '13-hold-what-is-held',
    title: 'a hold that is not over refuses the next one and shows until when it lasts',
    commands: [
      {
        action: 'PutItem',
        TableName: 'Tickets',
        Item: {
          Holder: { S: 'aisha@example.com' },
          Until: { N: '4070908800' },
          PK: { S: 'EVENT#blue-hour' },
          SK: { S: 'HOLD#A#01#003' },
        },
        ConditionExpression: 'attribute_not_exists(#PK) OR #Until <= :v0',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#PK': 'PK', '#Until': 'Until' },
        ExpressionAttributeValues: { ':v0': { N: '1768478400' } },
      },
    ],
    data: {
      createHold: {
        hold: null,
        conflict: { reason: 'ALREADY_EXISTS', current: { holder: 'milan@example.com', until: '2100-01-01T00:00:00Z' } },
      },
    },
  },
  {
    file: '14-sell-a-seat',
    title: 'a seat that never had a state is sold on the condition that it is free',
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Tickets',
        Key: { PK: { S: 'EVENT#blue-hour' }, SK: { S: 'SEAT#A#02#001' } },
        UpdateExpression: 'SET #State = :v0, #BookingId = :v1',
        ConditionExpression:
          'attribute_exists(#PK) AND (#State = :v2 OR attribute_not_exists(#State) OR attribute_type(#State, :v3))',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#State': 'State', '#BookingId': 'BookingId', '#PK': 'PK' },
        ExpressionAttributeValues: {
          ':v0': { S: 'sold' },
          ':v1': { S: 'B-1002' },
          ':v2': { S: 'free' },
          ':v3': { S: 'NULL' },
        },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updateSeat: { seat: { state: 'sold', price: '39.5' }, conflict: null } },
  },
  {
    file: '15-enter-a-payment',
    title: 'a payment is stored with its moment in the key alone',
    commands: [
      {
        action: 'PutItem',
        TableName: 'Tickets',
        Item: {
          WrittenBy: { S: 'desk' },
          Amount: { N: '25' },
          Method: { S: 'cash' },
          PK: { S: 'BOOKING#B-1002' },
          SK: { S: 'PAYMENT#2026-01-15T12:00:00Z' },
        },
        ConditionExpression: 'attribute_not_exists(#PK)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#PK': 'PK' },
      },
    ],
    data: { createPayment: { payment: { paidAt: '2026-01-15T12:00:00Z', amount: '25' }, conflict: null } },
  },
]);
