-- Rows to run the application on: always the same ones, made by arithmetic from MariaDB's sequence tables.
SET NAMES utf8mb4;

INSERT INTO publishers (id, name, country, website, created_at)
SELECT seq,
       CONCAT(ELT(1 + seq MOD 6, 'Harbour', 'Linden', 'North Gate', 'Quill', 'Meridian', 'Old Mill'), ' ', ELT(1 + seq DIV 6, 'Press', 'Books', 'Verlag')),
       ELT(1 + seq MOD 5, 'DE', 'GB', 'FR', 'AT', 'US'),
       IF(seq MOD 3 = 0, NULL, CONCAT('https://publisher', seq, '.example')),
       '2024-01-08 09:00:00' + INTERVAL seq DAY
FROM seq_1_to_12;

INSERT INTO categories (id, parent_id, slug, name, position) VALUES
  (1, NULL, 'fiction', 'Fiction', 1), (2, NULL, 'non-fiction', 'Non-fiction', 2), (3, NULL, 'children', 'Children', 3),
  (4, 1, 'crime', 'Crime', 1), (5, 1, 'fantasy', 'Fantasy', 2), (6, 1, 'short-stories', 'Short stories', 3),
  (7, 1, 'poetry', 'Poetry', 4), (8, 2, 'history', 'History', 1), (9, 2, 'science', 'Science', 2),
  (10, 2, 'cookery', 'Cookery', 3), (11, 2, 'travel', 'Travel', 4), (12, 2, 'computing', 'Computing', 5),
  (13, 3, 'picture-books', 'Picture books', 1), (14, 3, 'first-readers', 'First readers', 2),
  (15, 9, 'astronomy', 'Astronomy', 1), (16, 9, 'biology', 'Biology', 2), (17, 12, 'databases', 'Databases', 1);

INSERT INTO authors (id, name, sort_name, born_year, biography)
SELECT seq,
       CONCAT(ELT(1 + seq MOD 10, 'Ada', 'Béla', 'Clara', 'Dmitri', 'Elif', 'Femi', 'Grete', 'Hiro', 'Ines', 'Jonas'), ' ',
              ELT(1 + seq DIV 10, 'Aldous', 'Brandt', 'Çelik', 'Doyle', 'Eriksen', 'Fontane', 'Okafor', 'Sato', 'Weiß')),
       CONCAT(ELT(1 + seq DIV 10, 'Aldous', 'Brandt', 'Çelik', 'Doyle', 'Eriksen', 'Fontane', 'Okafor', 'Sato', 'Weiß'), ', ',
              ELT(1 + seq MOD 10, 'Ada', 'Béla', 'Clara', 'Dmitri', 'Elif', 'Femi', 'Grete', 'Hiro', 'Ines', 'Jonas')),
       1920 + (seq * 7) MOD 80,
       IF(seq MOD 4 = 0, NULL, CONCAT('Wrote ', 1 + seq MOD 9, ' books and lives in ', ELT(1 + seq MOD 4, 'Lübeck', 'Leeds', 'Lyon', 'Linz'), '.'))
FROM seq_1_to_80;

INSERT INTO books (id, isbn, title, publisher_id, category_id, format, description, price, page_count, published_on, created_at, updated_at)
SELECT seq,
       CONCAT('9783', LPAD((seq * 104729) MOD 1000000000, 9, '0')),
       CONCAT(ELT(1 + seq MOD 10, 'The silent', 'A short history of', 'Letters from', 'The last', 'Notes on', 'Beyond', 'Under', 'The art of', 'Seven', 'In praise of'), ' ',
              ELT(1 + (seq * 7) DIV 10 MOD 20, 'gardens', 'rivers', 'islands', 'lighthouse', 'mathematics', 'winter', 'bread', 'bees', 'stars', 'trains',
                  'harbour', 'mountains', 'shadows', 'queens', 'databases', 'whales', 'clocks', 'forests', 'maps', 'voices')),
       1 + seq MOD 12, 4 + (seq * 5) MOD 14,
       ELT(1 + seq MOD 4, 'paperback', 'hardcover', 'ebook', 'audiobook'),
       CONCAT('A book about ', ELT(1 + seq MOD 5, 'work and patience', 'journeys by sea', 'a family and its secrets', 'how we came to know', 'quiet courage'),
              ', told ', ELT(1 + seq MOD 3, 'with humour', 'by those who were there', 'for curious readers'), '. ',
              REPEAT(CONCAT('Chapter by chapter it follows ', ELT(1 + seq MOD 4, 'a sailor', 'a gardener', 'a librarian', 'a teacher'), ' through four seasons. '), 1 + seq MOD 6)),
       4.90 + (seq * 37) MOD 400 / 10, IF(seq MOD 4 = 3, NULL, 90 + (seq * 13) MOD 700),
       '2012-03-01' + INTERVAL (seq * 23) DAY, '2024-02-01 08:00:00' + INTERVAL seq HOUR, '2024-02-01 08:00:00' + INTERVAL seq HOUR
FROM seq_1_to_200;

INSERT INTO book_authors (book_id, author_id, role, position)
SELECT seq, 1 + (seq * 11) MOD 80, 'author', 1 FROM seq_1_to_200
UNION ALL
SELECT seq, 1 + (seq * 11 + 17) MOD 80, ELT(1 + seq MOD 3, 'author', 'translator', 'illustrator'), 2 FROM seq_1_to_200 WHERE seq MOD 3 = 0;

INSERT INTO warehouses (id, code, name, city, country) VALUES
  (1, 'HAM1', 'Hamburg port', 'Hamburg', 'DE'), (2, 'LEJ1', 'Leipzig ring', 'Leipzig', 'DE'), (3, 'LYS1', 'Lyon east', 'Lyon', 'FR');

INSERT INTO stock (warehouse_id, book_id, on_hand, reserved, shelf, counted_at)
SELECT w.id, b.id, 40 + (b.id * 19 + w.id) MOD 160, (b.id + w.id) MOD 4,
       CONCAT(CHAR(65 + b.id MOD 20 USING utf8mb4), '-', LPAD(b.id MOD 90, 2, '0')), '2025-01-02 06:00:00' + INTERVAL b.id MINUTE
FROM books b JOIN warehouses w ON (b.id + w.id) MOD 3 <> 0;

INSERT INTO customers (id, email, password_hash, display_name, phone, newsletter, created_at, updated_at, last_login_at)
SELECT seq, CONCAT('reader', seq, '@mail.example'),
       CONCAT('$2y$12$', LEFT(SHA2(CONCAT('bookshop', seq), 256), 53)),
       CONCAT(ELT(1 + seq MOD 8, 'Anna', 'Ben', 'Chiara', 'David', 'Émile', 'Fatma', 'Gus', 'Hana'), ' ', CHAR(65 + seq MOD 26 USING utf8mb4), '.'),
       IF(seq MOD 3 = 0, NULL, CONCAT('+49 40 555', LPAD(seq, 4, '0'))), seq MOD 2,
       '2024-03-01 10:00:00' + INTERVAL (seq * 31) HOUR, '2024-03-01 10:00:00' + INTERVAL (seq * 31) HOUR,
       IF(seq MOD 7 = 0, NULL, '2025-02-01 10:00:00' + INTERVAL (seq * 17) MINUTE)
FROM seq_1_to_300;

INSERT INTO addresses (id, customer_id, label, kind, recipient, street, postal_code, city, country)
SELECT seq, seq, 'Home', 'shipping', CONCAT('Reader ', seq), CONCAT(1 + seq MOD 120, ' Book Street'), LPAD(10000 + seq * 37, 5, '0'),
       ELT(1 + seq MOD 4, 'Hamburg', 'Wien', 'Lille', 'Bern'), ELT(1 + seq MOD 4, 'DE', 'AT', 'FR', 'CH')
FROM seq_1_to_300
UNION ALL
SELECT 300 + seq, seq * 3, 'Office', 'billing', CONCAT('Reader ', seq * 3), CONCAT(1 + seq MOD 40, ' Market Square'), LPAD(20000 + seq * 41, 5, '0'), 'Bremen', 'DE'
FROM seq_1_to_100;

INSERT INTO orders (id, order_number, customer_id, address_id, status, total, note, placed_at, shipped_at)
SELECT seq, CONCAT('B25-', LPAD(seq, 8, '0')), 1 + (seq * 13) MOD 300, 1 + (seq * 13) MOD 300,
       CASE WHEN seq <= 520 THEN 'delivered' WHEN seq <= 545 THEN 'shipped' WHEN seq <= 560 THEN 'packed'
            WHEN seq <= 580 THEN 'paid' WHEN seq <= 588 THEN 'cancelled' ELSE 'placed' END,
       0, IF(seq MOD 9 = 0, 'Please leave the parcel with the neighbour.', NULL),
       '2025-01-01 08:00:00' + INTERVAL (seq * 47) MINUTE, IF(seq <= 545, '2025-01-02 12:00:00' + INTERVAL (seq * 47) MINUTE, NULL)
FROM seq_1_to_600;

INSERT INTO order_items (order_id, line_number, book_id, quantity, unit_price)
SELECT o.id, l.seq, 1 + (o.id * 3 + l.seq * 61) MOD 200, 1 + (o.id + l.seq) MOD 2, b.price
FROM orders o JOIN seq_1_to_3 l ON l.seq <= 1 + o.id MOD 3 JOIN books b ON b.id = 1 + (o.id * 3 + l.seq * 61) MOD 200;

UPDATE orders SET total = (SELECT SUM(quantity * unit_price) FROM order_items WHERE order_id = orders.id);

INSERT INTO payments (id, order_id, provider, provider_reference, amount, status, created_at)
SELECT id, id, ELT(1 + id MOD 3, 'card', 'transfer', 'wallet'), CONCAT('ref-', LPAD(id, 8, '0')), total,
       CASE WHEN status = 'placed' THEN 'pending' WHEN status = 'cancelled' THEN 'refunded' ELSE 'captured' END, placed_at
FROM orders;

INSERT INTO cart_items (customer_id, book_id, quantity, added_at)
SELECT c.id, 1 + (c.id * 17 + l.seq * 29) MOD 200, 1, '2025-02-01 09:00:00' + INTERVAL c.id MINUTE
FROM customers c JOIN seq_1_to_2 l ON c.id MOD 4 = 0;

INSERT INTO reviews (book_id, customer_id, rating, headline, body, created_at, updated_at)
SELECT 1 + (seq * seq) MOD 200, 1 + (seq * 7) MOD 300, 1 + (seq * 3) MOD 5,
       ELT(1 + seq MOD 5, 'Could not put it down', 'Not what I expected', 'A fine present', 'Reads slowly, ends well', 'Again, please'),
       IF(seq MOD 5 = 0, NULL, REPEAT('I read it on the train and missed my stop. ', 1 + seq MOD 4)),
       '2025-01-10 18:00:00' + INTERVAL (seq * 53) MINUTE, '2025-01-10 18:00:00' + INTERVAL (seq * 53) MINUTE
FROM seq_1_to_280;
