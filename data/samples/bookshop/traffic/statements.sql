-- What the application sends to its database, by name.  :words are filled in for every call.

-- @ customer_by_email
SELECT id, email, password_hash, display_name FROM customers WHERE email = ':email'

-- @ customer_register
INSERT INTO customers (email, password_hash, display_name, phone, newsletter) VALUES (':new_email', '$2y$12$0123456789abcdefghijkOQ8rS4tUvWxYz0123456789abcdefghi', 'New Reader', NULL, :flag)

-- @ customer_by_id
SELECT id, email, display_name, phone, newsletter, created_at, last_login_at FROM customers WHERE id = :customer

-- @ customer_update
UPDATE customers SET display_name = 'Reader :customer', newsletter = :flag WHERE id = :customer

-- @ addresses_of_customer
SELECT id, label, kind, recipient, street, postal_code, city, country FROM addresses WHERE customer_id = :customer ORDER BY label

-- @ address_create
INSERT INTO addresses (customer_id, label, kind, recipient, street, postal_code, city, country)
VALUES (:customer, ':label', 'shipping', 'Reader :customer', '7 Station Road', '20095', 'Hamburg', 'DE')

-- @ address_delete
DELETE FROM addresses WHERE id = :spare_address AND customer_id = :spare_customer

-- @ books_search
SELECT id, title, format, price FROM books WHERE MATCH (title, description) AGAINST (':words') LIMIT 20 OFFSET :offset

-- @ books_by_category
SELECT id, title, format, price, published_on FROM books WHERE category_id = :category ORDER BY published_on DESC LIMIT 20 OFFSET :offset

-- @ book_by_isbn
SELECT id, isbn, title, price FROM books WHERE isbn = ':isbn'

-- @ book_by_id
SELECT id, isbn, title, publisher_id, category_id, format, description, price, page_count, published_on FROM books WHERE id = :book

-- @ authors_of_book
SELECT a.id, a.name, ba.role
FROM book_authors ba
JOIN authors a ON a.id = ba.author_id
WHERE ba.book_id = :book
ORDER BY ba.position

-- @ book_create
INSERT INTO books (isbn, title, publisher_id, category_id, format, description, price, page_count, published_on)
VALUES (':new_isbn', 'The newest :words', :publisher, :category, 'paperback', 'Just in from the printer.', 18.90, 240, '2025-03-01')

-- @ book_update
UPDATE books SET price = :price, description = CONCAT(description, ' New price.') WHERE id = :book

-- @ book_delete
DELETE FROM books WHERE id = LAST_INSERT_ID()

-- @ book_author_set
INSERT INTO book_authors (book_id, author_id, role, position) VALUES (:book, :author, 'author', 3)
ON DUPLICATE KEY UPDATE role = VALUES(role), position = VALUES(position)

-- @ categories_tree
SELECT id, parent_id, slug, name, position FROM categories ORDER BY parent_id, position

-- @ categories_children
SELECT id, slug, name FROM categories WHERE parent_id = :category ORDER BY position

-- @ category_by_slug
SELECT id, parent_id, name FROM categories WHERE slug = ':slug'

-- @ category_create
INSERT INTO categories (parent_id, slug, name, position) VALUES (2, ':new_slug', 'New shelf', 9)

-- @ category_update
UPDATE categories SET name = 'Short stories', position = :flag WHERE id = 6

-- @ author_by_id
SELECT id, name, born_year, biography FROM authors WHERE id = :author

-- @ books_of_author
SELECT b.id, b.title, b.price, ba.role
FROM book_authors ba
JOIN books b ON b.id = ba.book_id
WHERE ba.author_id = :author
ORDER BY b.published_on DESC
LIMIT 20 OFFSET 0

-- @ author_create
INSERT INTO authors (name, sort_name, born_year, biography) VALUES ('Kim :flag Novak', 'Novak, Kim :flag', 1988, NULL)

-- @ publisher_by_id
SELECT id, name, country, website FROM publishers WHERE id = :publisher

-- @ publisher_create
INSERT INTO publishers (name, country) VALUES ('Paper Boat :serial', 'NL')

-- @ cart_of_customer
SELECT ci.book_id, ci.quantity, b.title, b.price
FROM cart_items ci
JOIN books b ON b.id = ci.book_id
WHERE ci.customer_id = :customer
ORDER BY ci.added_at

-- @ cart_put
INSERT INTO cart_items (customer_id, book_id, quantity) VALUES (:customer, :book, 1) ON DUPLICATE KEY UPDATE quantity = quantity + 1

-- @ cart_remove
DELETE FROM cart_items WHERE customer_id = :customer AND book_id = :book

-- @ begin
START TRANSACTION

-- @ commit
COMMIT

-- @ order_create
INSERT INTO orders (order_number, customer_id, address_id, status, total) VALUES (':new_number', :customer, :customer, 'placed', :price)

-- @ order_items_create
INSERT INTO order_items (order_id, line_number, book_id, quantity, unit_price) VALUES (LAST_INSERT_ID(), 1, :book, 1, :price), (LAST_INSERT_ID(), 2, :other_book, 1, 12.50)

-- @ stock_reserve
UPDATE stock SET reserved = reserved + 1 WHERE warehouse_id = :warehouse AND book_id = :book

-- @ cart_clear
DELETE FROM cart_items WHERE customer_id = :customer

-- @ orders_of_customer
SELECT id, order_number, status, total, placed_at FROM orders WHERE customer_id = :customer ORDER BY placed_at DESC LIMIT 10 OFFSET 0

-- @ order_by_id
SELECT id, order_number, customer_id, address_id, status, total, note, placed_at, shipped_at FROM orders WHERE id = :order

-- @ items_of_order
SELECT line_number, book_id, quantity, unit_price FROM order_items WHERE order_id = :order ORDER BY line_number

-- @ order_by_number
SELECT id, customer_id, status, total, placed_at FROM orders WHERE order_number = ':number'

-- @ orders_queue
SELECT id, order_number, customer_id, placed_at FROM orders WHERE status = ':status' ORDER BY placed_at LIMIT 25

-- @ order_status
UPDATE orders SET status = ':status' WHERE id = :order

-- @ payment_create
INSERT INTO payments (order_id, provider, provider_reference, amount, status) VALUES (LAST_INSERT_ID(), 'card', ':new_reference', :price, 'pending')

-- @ payments_of_order
SELECT id, provider, provider_reference, amount, status, created_at FROM payments WHERE order_id = :order

-- @ payment_status
UPDATE payments SET status = 'captured' WHERE provider = 'card' AND provider_reference = ':new_reference'

-- @ stock_of_book
SELECT warehouse_id, on_hand - reserved AS available FROM stock WHERE book_id = :book

-- @ stock_update
UPDATE stock SET on_hand = :count, counted_at = NOW() WHERE warehouse_id = :warehouse AND book_id = :book

-- @ warehouses_all
SELECT id, code, name, city, country FROM warehouses ORDER BY code

-- @ reviews_of_book
SELECT id, customer_id, rating, headline, body, created_at FROM reviews WHERE book_id = :book ORDER BY created_at DESC LIMIT 10 OFFSET 0

-- @ reviews_summary
SELECT COUNT(*) AS reviews, AVG(rating) AS rating FROM reviews WHERE book_id = :book

-- @ reviews_of_customer
SELECT id, book_id, rating, headline, created_at FROM reviews WHERE customer_id = :customer

-- @ review_create
INSERT INTO reviews (book_id, customer_id, rating, headline, body) VALUES (:fresh_book, :customer, :rating, 'Read in one night', 'And began again in the morning.')
ON DUPLICATE KEY UPDATE rating = VALUES(rating)

-- @ review_update
UPDATE reviews SET rating = :rating, headline = 'On second thought' WHERE book_id = :book AND customer_id = :customer

-- @ review_delete
DELETE FROM reviews WHERE id = :review
