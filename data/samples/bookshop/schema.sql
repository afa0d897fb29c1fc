-- The database of a small online bookshop: catalogue, customers, carts, orders, stock and reviews.
-- MySQL 8 and MariaDB 10.11 both read it.

SET NAMES utf8mb4;

-- Imprints whose books the shop sells.
CREATE TABLE `publishers` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `name` VARCHAR(120) NOT NULL,
  `country` CHAR(2) NOT NULL COMMENT 'ISO 3166-1 alpha-2',
  `website` VARCHAR(255) DEFAULT NULL,
  `created_at` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (`id`),
  UNIQUE KEY `uq_publishers_name` (`name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Imprints whose books the shop sells';

-- The shop's shelves.  A shelf may stand inside another one; the top ones have no parent.
CREATE TABLE `categories` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `parent_id` INT UNSIGNED DEFAULT NULL COMMENT 'the shelf this one stands in',
  `slug` VARCHAR(80) NOT NULL COMMENT 'used in addresses of pages',
  `name` VARCHAR(80) NOT NULL,
  `position` SMALLINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'order among its siblings',
  PRIMARY KEY (`id`),
  UNIQUE KEY `uq_categories_slug` (`slug`),
  KEY `idx_categories_parent` (`parent_id`, `position`),
  CONSTRAINT `fk_categories_parent` FOREIGN KEY (`parent_id`) REFERENCES `categories` (`id`) ON DELETE RESTRICT
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Shelves, one inside another';

CREATE TABLE `authors` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `name` VARCHAR(120) NOT NULL,
  `sort_name` VARCHAR(120) NOT NULL COMMENT 'family name first',
  `born_year` YEAR DEFAULT NULL,
  `biography` TEXT,
  PRIMARY KEY (`id`),
  KEY `idx_authors_sort_name` (`sort_name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='People who write, translate or draw';

CREATE TABLE `books` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `isbn` CHAR(13) NOT NULL,
  `title` VARCHAR(200) NOT NULL,
  `publisher_id` INT UNSIGNED NOT NULL,
  `category_id` INT UNSIGNED NOT NULL,
  `format` ENUM('hardcover','paperback','ebook','audiobook') NOT NULL DEFAULT 'paperback',
  `description` TEXT NOT NULL,
  `price` DECIMAL(8,2) NOT NULL COMMENT 'in euro, tax included',
  `page_count` SMALLINT UNSIGNED DEFAULT NULL,
  `published_on` DATE DEFAULT NULL,
  `created_at` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  `updated_at` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  PRIMARY KEY (`id`),
  UNIQUE KEY `uq_books_isbn` (`isbn`),
  KEY `idx_books_category` (`category_id`, `published_on`),
  KEY `idx_books_publisher` (`publisher_id`),
  FULLTEXT KEY `ft_books_text` (`title`, `description`),
  CONSTRAINT `fk_books_publisher` FOREIGN KEY (`publisher_id`) REFERENCES `publishers` (`id`),
  CONSTRAINT `fk_books_category` FOREIGN KEY (`category_id`) REFERENCES `categories` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='One row an edition';

-- Who took part in which book.
CREATE TABLE `book_authors` (
  `book_id` INT UNSIGNED NOT NULL,
  `author_id` INT UNSIGNED NOT NULL,
  `role` ENUM('author','translator','illustrator') NOT NULL DEFAULT 'author',
  `position` TINYINT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'order on the title page',
  PRIMARY KEY (`book_id`, `author_id`),
  KEY `idx_book_authors_author` (`author_id`),
  CONSTRAINT `fk_book_authors_book` FOREIGN KEY (`book_id`) REFERENCES `books` (`id`) ON DELETE CASCADE,
  CONSTRAINT `fk_book_authors_author` FOREIGN KEY (`author_id`) REFERENCES `authors` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Authors of a book, books of an author';

CREATE TABLE `warehouses` (
  `id` SMALLINT UNSIGNED NOT NULL AUTO_INCREMENT,
  `code` CHAR(4) NOT NULL COMMENT 'printed on every parcel',
  `name` VARCHAR(80) NOT NULL,
  `city` VARCHAR(80) NOT NULL,
  `country` CHAR(2) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `uq_warehouses_code` (`code`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `stock` (
  `warehouse_id` SMALLINT UNSIGNED NOT NULL,
  `book_id` INT UNSIGNED NOT NULL,
  `on_hand` INT NOT NULL DEFAULT 0,
  `reserved` INT NOT NULL DEFAULT 0 COMMENT 'sold and not yet shipped',
  `shelf` VARCHAR(12) DEFAULT NULL,
  `counted_at` DATETIME DEFAULT NULL COMMENT 'last inventory',
  PRIMARY KEY (`warehouse_id`, `book_id`),
  KEY `idx_stock_book` (`book_id`),
  CONSTRAINT `fk_stock_warehouse` FOREIGN KEY (`warehouse_id`) REFERENCES `warehouses` (`id`),
  CONSTRAINT `fk_stock_book` FOREIGN KEY (`book_id`) REFERENCES `books` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Copies of a book in a warehouse';

CREATE TABLE `customers` (
  `id` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  `email` VARCHAR(190) NOT NULL,
  `password_hash` CHAR(60) NOT NULL COMMENT 'bcrypt',
  `display_name` VARCHAR(80) NOT NULL,
  `phone` VARCHAR(24) DEFAULT NULL,
  `newsletter` TINYINT(1) NOT NULL DEFAULT 0,
  `created_at` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  `updated_at` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  `last_login_at` DATETIME DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `uq_customers_email` (`email`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `addresses` (
  `id` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  `customer_id` BIGINT UNSIGNED NOT NULL,
  `label` VARCHAR(40) NOT NULL COMMENT 'home, office, … as the customer calls it',
  `kind` ENUM('shipping','billing') NOT NULL DEFAULT 'shipping',
  `recipient` VARCHAR(120) NOT NULL,
  `street` VARCHAR(160) NOT NULL,
  `postal_code` VARCHAR(12) NOT NULL,
  `city` VARCHAR(80) NOT NULL,
  `country` CHAR(2) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `uq_addresses_customer_label` (`customer_id`, `label`),
  CONSTRAINT `fk_addresses_customer` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- What lies in a customer's cart right now; checkout empties it.
CREATE TABLE `cart_items` (
  `customer_id` BIGINT UNSIGNED NOT NULL,
  `book_id` INT UNSIGNED NOT NULL,
  `quantity` SMALLINT UNSIGNED NOT NULL DEFAULT 1,
  `added_at` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (`customer_id`, `book_id`),
  KEY `idx_cart_items_book` (`book_id`),
  CONSTRAINT `fk_cart_items_customer` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`) ON DELETE CASCADE,
  CONSTRAINT `fk_cart_items_book` FOREIGN KEY (`book_id`) REFERENCES `books` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `orders` (
  `id` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  `order_number` CHAR(12) NOT NULL COMMENT 'what the customer is told',
  `customer_id` BIGINT UNSIGNED NOT NULL,
  `address_id` BIGINT UNSIGNED NOT NULL COMMENT 'where it goes',
  `status` ENUM('placed','paid','packed','shipped','delivered','cancelled') NOT NULL DEFAULT 'placed',
  `total` DECIMAL(10,2) NOT NULL,
  `note` TEXT,
  `placed_at` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  `shipped_at` DATETIME DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `uq_orders_number` (`order_number`),
  KEY `idx_orders_customer` (`customer_id`, `placed_at`),
  KEY `idx_orders_status` (`status`, `placed_at`),
  KEY `idx_orders_address` (`address_id`),
  CONSTRAINT `fk_orders_customer` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`),
  CONSTRAINT `fk_orders_address` FOREIGN KEY (`address_id`) REFERENCES `addresses` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `order_items` (
  `order_id` BIGINT UNSIGNED NOT NULL,
  `line_number` SMALLINT UNSIGNED NOT NULL,
  `book_id` INT UNSIGNED NOT NULL,
  `quantity` SMALLINT UNSIGNED NOT NULL,
  `unit_price` DECIMAL(8,2) NOT NULL COMMENT 'as it was on the day of the order',
  PRIMARY KEY (`order_id`, `line_number`),
  UNIQUE KEY `uq_order_items_book` (`order_id`, `book_id`),
  KEY `idx_order_items_book` (`book_id`),
  CONSTRAINT `fk_order_items_order` FOREIGN KEY (`order_id`) REFERENCES `orders` (`id`) ON DELETE CASCADE,
  CONSTRAINT `fk_order_items_book` FOREIGN KEY (`book_id`) REFERENCES `books` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `payments` (
  `id` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  `order_id` BIGINT UNSIGNED NOT NULL,
  `provider` ENUM('card','transfer','wallet') NOT NULL,
  `provider_reference` VARCHAR(64) NOT NULL COMMENT 'the number the provider gave it',
  `amount` DECIMAL(10,2) NOT NULL,
  `status` ENUM('pending','captured','failed','refunded') NOT NULL DEFAULT 'pending',
  `created_at` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (`id`),
  UNIQUE KEY `uq_payments_provider_reference` (`provider`, `provider_reference`),
  KEY `idx_payments_order` (`order_id`),
  CONSTRAINT `fk_payments_order` FOREIGN KEY (`order_id`) REFERENCES `orders` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- A customer reviews a book once.
CREATE TABLE `reviews` (
  `id` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  `book_id` INT UNSIGNED NOT NULL,
  `customer_id` BIGINT UNSIGNED NOT NULL,
  `rating` TINYINT UNSIGNED NOT NULL,
  `headline` VARCHAR(120) NOT NULL,
  `body` TEXT,
  `created_at` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  `updated_at` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  PRIMARY KEY (`id`),
  UNIQUE KEY `uq_reviews_book_customer` (`book_id`, `customer_id`),
  KEY `idx_reviews_customer` (`customer_id`),
  CONSTRAINT `fk_reviews_book` FOREIGN KEY (`book_id`) REFERENCES `books` (`id`) ON DELETE CASCADE,
  CONSTRAINT `fk_reviews_customer` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`) ON DELETE CASCADE,
  CONSTRAINT `ck_reviews_rating` CHECK (`rating` BETWEEN 1 AND 5)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
