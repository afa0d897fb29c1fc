/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sentences as people write them, over several schemas, and what an expert reads in them. One line is one law.
 *
 * What is expected stands as `deed table columns`, then ?filters, ~range or ^prefix, <ascending or >descending order, #page, and
 * +table or +deed:table for what is touched besides, !condition of the write; `ask table` where the words leave the shape open, `which table` where
 * they leave open what it is about. */

#include "design-sample.h"

#include "artifact/tenon-pattern-words.h"
#include "base/tenon-text.h"
#include "design/tenon-pattern-reading.h"

#include <string.h>

static const char hospital[] = "CREATE TABLE wards (ward_id INT PRIMARY KEY, name VARCHAR(50) NOT NULL, floor INT, UNIQUE KEY (name));"
                               "CREATE TABLE nurses (nurse_id INT PRIMARY KEY, ward_id INT NOT NULL, badge_no CHAR(8) NOT NULL, last_name VARCHAR(50), first_name VARCHAR(50), grade INT, UNIQUE KEY (badge_no), KEY (ward_id, last_name), FOREIGN KEY (ward_id) REFERENCES wards (ward_id));"
                               "CREATE TABLE patients (patient_id INT PRIMARY KEY, nhs CHAR(10) NOT NULL COMMENT 'national health number', last_name VARCHAR(50), born DATE, email VARCHAR(90), UNIQUE KEY (nhs), KEY (last_name));"
                               "CREATE TABLE admissions (admission_id INT PRIMARY KEY, patient_id INT NOT NULL, ward_id INT NOT NULL, admitted_at DATETIME NOT NULL, discharged_at DATETIME, state ENUM('open','closed') NOT NULL, KEY (patient_id, admitted_at), KEY (ward_id, admitted_at), FOREIGN KEY (patient_id) REFERENCES patients (patient_id), FOREIGN KEY (ward_id) REFERENCES wards (ward_id));"
                               "CREATE TABLE observations (admission_id INT NOT NULL, taken_at DATETIME NOT NULL, pulse INT, temperature DECIMAL(4,1), nurse_id INT NOT NULL, PRIMARY KEY (admission_id, taken_at), FOREIGN KEY (admission_id) REFERENCES admissions (admission_id), FOREIGN KEY (nurse_id) REFERENCES nurses (nurse_id));"
                               "CREATE TABLE shifts (shift_id INT PRIMARY KEY, nurse_id INT NOT NULL, starts_at DATETIME NOT NULL, ends_at DATETIME NOT NULL, KEY (nurse_id, starts_at), FOREIGN KEY (nurse_id) REFERENCES nurses (nurse_id));"
                               "CREATE TABLE access_log (id BIGINT PRIMARY KEY, patient_id INT NOT NULL, actor VARCHAR(50), at DATETIME NOT NULL, KEY (patient_id, at));";

static const char college[] = "CREATE TABLE faculties (id INT PRIMARY KEY, name VARCHAR(90) NOT NULL);"
                              "CREATE TABLE lecturers (id INT PRIMARY KEY, faculty_id INT NOT NULL, email VARCHAR(90) NOT NULL, full_name VARCHAR(90), UNIQUE KEY (email), FOREIGN KEY (faculty_id) REFERENCES faculties (id));"
                              "CREATE TABLE learners (id INT PRIMARY KEY, matric_no CHAR(9) NOT NULL, last_name VARCHAR(50), intake_year INT, UNIQUE KEY (matric_no), KEY (intake_year, last_name));"
                              "CREATE TABLE modules (id INT PRIMARY KEY, lecturer_id INT NOT NULL, code CHAR(6) NOT NULL, term CHAR(6) NOT NULL, places INT NOT NULL, taken INT NOT NULL DEFAULT 0, UNIQUE KEY (code, term), KEY (lecturer_id, term), FOREIGN KEY (lecturer_id) REFERENCES lecturers (id));"
                              "CREATE TABLE registrations (module_id INT NOT NULL, learner_id INT NOT NULL, registered_at DATETIME NOT NULL, mark DECIMAL(4,1), PRIMARY KEY (module_id, learner_id), KEY (learner_id), FOREIGN KEY (module_id) REFERENCES modules (id), FOREIGN KEY (learner_id) REFERENCES learners (id));"
                              "CREATE TABLE lessons (id INT PRIMARY KEY, module_id INT NOT NULL, held_on DATETIME NOT NULL, room VARCHAR(20), KEY (module_id, held_on), FOREIGN KEY (module_id) REFERENCES modules (id));"
                              "CREATE TABLE presence (lesson_id INT NOT NULL, learner_id INT NOT NULL, state ENUM('here','late','away') NOT NULL, PRIMARY KEY (lesson_id, learner_id), KEY (learner_id), FOREIGN KEY (lesson_id) REFERENCES lessons (id), FOREIGN KEY (learner_id) REFERENCES learners (id));"
                              "CREATE TABLE essays (id INT PRIMARY KEY, module_id INT NOT NULL, learner_id INT NOT NULL, handed_in_at DATETIME NOT NULL, points INT, KEY (module_id), KEY (learner_id, handed_in_at), FOREIGN KEY (module_id) REFERENCES modules (id), FOREIGN KEY (learner_id) REFERENCES learners (id));";

static const char circle[] = "CREATE TABLE accounts (account_id INT PRIMARY KEY, nick VARCHAR(30) NOT NULL, about VARCHAR(200), joined_on DATE, UNIQUE KEY (nick));"
                             "CREATE TABLE friendships (inviter_id INT NOT NULL, invitee_id INT NOT NULL, since DATE, PRIMARY KEY (inviter_id, invitee_id), KEY (invitee_id), FOREIGN KEY (inviter_id) REFERENCES accounts (account_id), FOREIGN KEY (invitee_id) REFERENCES accounts (account_id));"
                             "CREATE TABLE blocks (blocker_id INT NOT NULL, blocked_id INT NOT NULL, PRIMARY KEY (blocker_id, blocked_id), FOREIGN KEY (blocker_id) REFERENCES accounts (account_id), FOREIGN KEY (blocked_id) REFERENCES accounts (account_id));"
                             "CREATE TABLE circles (circle_id INT PRIMARY KEY, title VARCHAR(90), owner_id INT NOT NULL, last_activity_at DATETIME, FOREIGN KEY (owner_id) REFERENCES accounts (account_id));"
                             "CREATE TABLE circle_members (circle_id INT NOT NULL, account_id INT NOT NULL, role VARCHAR(10), joined_at DATETIME NOT NULL, PRIMARY KEY (circle_id, account_id), KEY (account_id), FOREIGN KEY (circle_id) REFERENCES circles (circle_id), FOREIGN KEY (account_id) REFERENCES accounts (account_id));"
                             "CREATE TABLE posts (post_id INT PRIMARY KEY, circle_id INT NOT NULL, author_id INT NOT NULL, body TEXT, posted_at DATETIME NOT NULL, deleted_at DATETIME, reaction_count INT NOT NULL DEFAULT 0, KEY (circle_id, posted_at), KEY (author_id, posted_at), FOREIGN KEY (circle_id) REFERENCES circles (circle_id), FOREIGN KEY (author_id) REFERENCES accounts (account_id));"
                             "CREATE TABLE reactions (post_id INT NOT NULL, account_id INT NOT NULL, kind CHAR(1), PRIMARY KEY (post_id, account_id), FOREIGN KEY (post_id) REFERENCES posts (post_id), FOREIGN KEY (account_id) REFERENCES accounts (account_id));"
                             "CREATE TABLE remarks (remark_id INT PRIMARY KEY, post_id INT NOT NULL, parent_remark_id INT, account_id INT NOT NULL, body TEXT, written_at DATETIME NOT NULL, KEY (post_id, written_at), FOREIGN KEY (post_id) REFERENCES posts (post_id), FOREIGN KEY (parent_remark_id) REFERENCES remarks (remark_id), FOREIGN KEY (account_id) REFERENCES accounts (account_id));"
                             "CREATE TABLE bookmarks (account_id INT NOT NULL, post_id INT NOT NULL, saved_at DATETIME NOT NULL, PRIMARY KEY (account_id, post_id), FOREIGN KEY (account_id) REFERENCES accounts (account_id), FOREIGN KEY (post_id) REFERENCES posts (post_id));";

static const char desk[] = "CREATE TABLE agents (id INT PRIMARY KEY, email VARCHAR(90) NOT NULL, name VARCHAR(90), team VARCHAR(30), UNIQUE KEY (email));"
                           "CREATE TABLE customers (id INT PRIMARY KEY, email VARCHAR(90) NOT NULL, name VARCHAR(90), UNIQUE KEY (email));"
                           "CREATE TABLE ticket_types (id INT PRIMARY KEY, label VARCHAR(50));"
                           "CREATE TABLE tickets (id INT PRIMARY KEY, reference CHAR(12) NOT NULL, customer_id INT NOT NULL, agent_id INT, type_id INT NOT NULL, status ENUM('open','pending','solved') NOT NULL, priority INT NOT NULL, due_at DATETIME, created_at DATETIME NOT NULL, updated_at DATETIME, UNIQUE KEY (reference), KEY (agent_id, status), KEY (customer_id, created_at), KEY (status, due_at), FOREIGN KEY (customer_id) REFERENCES customers (id), FOREIGN KEY (agent_id) REFERENCES agents (id), FOREIGN KEY (type_id) REFERENCES ticket_types (id));"
                           "CREATE TABLE ticket_messages (id INT PRIMARY KEY, ticket_id INT NOT NULL, sender VARCHAR(90), body TEXT, sent_at DATETIME NOT NULL, KEY (ticket_id, sent_at), FOREIGN KEY (ticket_id) REFERENCES tickets (id));"
                           "CREATE TABLE tags (id INT PRIMARY KEY, word VARCHAR(40) NOT NULL, UNIQUE KEY (word));"
                           "CREATE TABLE ticket_tags (ticket_id INT NOT NULL, tag_id INT NOT NULL, PRIMARY KEY (ticket_id, tag_id), FOREIGN KEY (ticket_id) REFERENCES tickets (id), FOREIGN KEY (tag_id) REFERENCES tags (id));"
                           "CREATE TABLE ratings (ticket_id INT PRIMARY KEY, stars INT NOT NULL, said TEXT, FOREIGN KEY (ticket_id) REFERENCES tickets (id));";

static const char lorries[] = "CREATE TABLE vehicles (id INT PRIMARY KEY, plate VARCHAR(12) NOT NULL, depot_id INT NOT NULL, mileage INT, retired TINYINT(1) NOT NULL DEFAULT 0, UNIQUE KEY (plate), FOREIGN KEY (depot_id) REFERENCES depots (id));"
                              "CREATE TABLE depots (id INT PRIMARY KEY, town VARCHAR(50));"
                              "CREATE TABLE drivers (id INT PRIMARY KEY, licence VARCHAR(20) NOT NULL, name VARCHAR(90), UNIQUE KEY (licence));"
                              "CREATE TABLE trips (id INT PRIMARY KEY, vehicle_id INT NOT NULL, driver_id INT NOT NULL, departs_at DATETIME NOT NULL, arrived_at DATETIME, distance INT, KEY (vehicle_id, departs_at), KEY (driver_id, departs_at), FOREIGN KEY (vehicle_id) REFERENCES vehicles (id), FOREIGN KEY (driver_id) REFERENCES drivers (id));"
                              "CREATE TABLE positions (vehicle_id INT NOT NULL, recorded_at DATETIME NOT NULL, lat DOUBLE, lon DOUBLE, PRIMARY KEY (vehicle_id, recorded_at), FOREIGN KEY (vehicle_id) REFERENCES vehicles (id));"
                              "CREATE TABLE fuel_logs (id INT PRIMARY KEY, vehicle_id INT NOT NULL, filled_at DATETIME NOT NULL, litres DECIMAL(6,1), KEY (vehicle_id, filled_at), FOREIGN KEY (vehicle_id) REFERENCES vehicles (id));"
                              "CREATE TABLE inspections (id INT PRIMARY KEY, vehicle_id INT NOT NULL, due_on DATE NOT NULL, passed TINYINT(1), KEY (vehicle_id, due_on), FOREIGN KEY (vehicle_id) REFERENCES vehicles (id));";

static const char store[] = "CREATE TABLE clients (id INT PRIMARY KEY, email VARCHAR(90) NOT NULL, name VARCHAR(90), UNIQUE KEY (email));"
                            "CREATE TABLE goods (id INT PRIMARY KEY, sku VARCHAR(20) NOT NULL, brand VARCHAR(40), price DECIMAL(9,2) NOT NULL, in_stock INT NOT NULL, sold INT NOT NULL DEFAULT 0, listed_at DATETIME NOT NULL, UNIQUE KEY (sku), KEY (brand, price));"
                            "CREATE TABLE orders (id INT PRIMARY KEY, client_id INT NOT NULL, number CHAR(12) NOT NULL, status ENUM('new','paid','sent') NOT NULL, placed_at DATETIME NOT NULL, total DECIMAL(9,2), UNIQUE KEY (number), KEY (client_id, placed_at), KEY (status, placed_at), FOREIGN KEY (client_id) REFERENCES clients (id));"
                            "CREATE TABLE order_lines (order_id INT NOT NULL, line INT NOT NULL, good_id INT NOT NULL, quantity INT, PRIMARY KEY (order_id, line), KEY (good_id), FOREIGN KEY (order_id) REFERENCES orders (id), FOREIGN KEY (good_id) REFERENCES goods (id));"
                            "CREATE TABLE wishlist_items (client_id INT NOT NULL, good_id INT NOT NULL, added_at DATETIME NOT NULL, PRIMARY KEY (client_id, good_id), FOREIGN KEY (client_id) REFERENCES clients (id), FOREIGN KEY (good_id) REFERENCES goods (id));"
                            "CREATE TABLE coupons (code VARCHAR(20) PRIMARY KEY, percent INT, valid_until DATE);"
                            "CREATE TABLE shipments (id INT PRIMARY KEY, order_id INT NOT NULL, carrier VARCHAR(30), sent_at DATETIME, FOREIGN KEY (order_id) REFERENCES orders (id));"
                            "CREATE TABLE payments (id INT PRIMARY KEY, order_id INT NOT NULL, amount DECIMAL(9,2), paid_at DATETIME, FOREIGN KEY (order_id) REFERENCES orders (id));";

static const char sensors[] = "CREATE TABLE t_device (device_id INT PRIMARY KEY, serial_no CHAR(16) NOT NULL, site_code CHAR(4), UNIQUE KEY (serial_no));"
                              "CREATE TABLE t_sensor_reading (reading_id BIGINT PRIMARY KEY, device_id INT NOT NULL, value DOUBLE, measured_at DATETIME NOT NULL, KEY (device_id, measured_at));"
                              "CREATE TABLE t_device_alarm (alarm_id INT PRIMARY KEY, device_id INT NOT NULL, severity INT, raised_at DATETIME NOT NULL, cleared_at DATETIME, KEY (device_id));"
                              "CREATE TABLE devicefirmware (firmware_id INT PRIMARY KEY, device_id INT NOT NULL, version VARCHAR(20), installed_at DATETIME);";

typedef struct
{
  const char *schema;
  const char *endpoint;     /* (nullable) NULL: from a list without addresses */
  const char *words;        /* (nullable) NULL: nothing but the address */
  const char *requirements; /* (nullable) */
  const char *expected;
} Law;

static const Law laws[] = {
  /* Lists without addresses: sentences alone. */
  { hospital, NULL, "Get patient by id", NULL, "get patients patient_id" },
  { hospital, NULL, "Get patient by NHS number", NULL, "get patients nhs" },
  { hospital, NULL, "Find patient by national health number", NULL, "get patients nhs" },
  { hospital, NULL, "Look up a patient (nhs)", NULL, "get patients nhs" },
  { hospital, NULL, "Find patients whose last name starts with", NULL, "list patients ^last_name" },
  { hospital, NULL, "Search patients by last name prefix", NULL, "list patients ^last_name" },
  { hospital, NULL, "Admit patient: create admission", NULL, "create admissions" },
  { hospital, NULL, "List admissions of a patient, newest first", NULL, "list admissions patient_id >admitted_at" },
  { hospital, NULL, "List a patient's admissions", NULL, "list admissions patient_id" },
  { hospital, NULL, "A patient's admissions, latest first, 25 per page", NULL, "list admissions patient_id >admitted_at #25" },
  { hospital, NULL, "Latest admission of a patient", NULL, "list admissions patient_id >admitted_at #1" },
  { hospital, NULL, "List open admissions of a ward", NULL, "list admissions ward_id ?state" },
  { hospital, NULL, "List nurses of a ward sorted by last name", NULL, "list nurses ward_id <last_name" },
  { hospital, NULL, "List nurses of a ward alphabetically", NULL, "list nurses ward_id <last_name" },
  { hospital, NULL, "Observations of an admission in chronological order", NULL, "list observations admission_id <taken_at" },
  { hospital, NULL, "Observations of an admission between two dates", NULL, "list observations admission_id ~taken_at" },
  { hospital, NULL, "Observations of an admission since yesterday", NULL, "list observations admission_id ~taken_at" },
  { hospital, NULL, "Last 10 observations of an admission", NULL, "list observations admission_id >taken_at #10" },
  { hospital, NULL, "Record observation", NULL, "create observations" },
  { hospital, NULL, "Count admissions per ward per month", NULL, "aggregate admissions" },
  { hospital, NULL, "Average pulse of a patient", NULL, "which table" },
  { hospital, NULL, "List upcoming shifts of a nurse", NULL, "list shifts nurse_id ~starts_at" },
  { hospital, NULL, "Shifts of a nurse in the next 7 days", NULL, "list shifts nurse_id ~starts_at" },
  { hospital, NULL, "Shifts of a nurse", "nurse_id, starts_at >= now", "list shifts nurse_id ~starts_at" },
  { hospital, NULL, "Find shifts", "nurse_id + date range", "list shifts nurse_id ~starts_at" },
  { hospital, NULL, "Access trail of a patient, newest first, 50 per page", NULL, "list access_log patient_id >at #50" },
  { hospital, NULL, "Write access entry", NULL, "create access_log" },
  { hospital, NULL, "Admission history", NULL, "ask admissions" },
  { hospital, NULL, "List shifts of a ward", NULL, "ask shifts" },
  { hospital, NULL, "Nurses by seniority", NULL, "ask nurses" },
  { hospital, NULL, "List observations of an admission sorted by urgency", NULL, "ask observations" },
  { hospital, NULL, "Get admission with its observations", NULL, "get admissions admission_id +observations" },
  { hospital, NULL, "Update patient e-mail", NULL, "update patients patient_id" },
  { hospital, NULL, "Discharge patient", NULL, "ask patients" },
  { hospital, NULL, "Delete patient with all admissions", NULL, "delete patients patient_id +delete:admissions" },
  { hospital, NULL, "Get nurse by badge number", NULL, "get nurses badge_no" },
  { hospital, NULL, "List all wards", NULL, "list wards" },
  { hospital, NULL, "Get ward by name", NULL, "get wards name" },
  { hospital, NULL, "Delete shifts older than one year", NULL, "delete shifts ~starts_at" },
  { hospital, NULL, "How many nurses a ward has", NULL, "aggregate nurses" },
  { hospital, NULL, "Send invoice", NULL, "which table" },

  /* One word for the database, columns by their names. */
  { college, "GET /api/learners/:id", "Query single learner by ID", NULL, "get learners id" },
  { college, "GET /api/learners/matric/:matricNo", "Query single learner by matric_no", NULL, "get learners matric_no" },
  { college, "GET /api/modules/:code/:term", "Query single module by code + term", NULL, "get modules code,term" },
  { college, "GET /api/lecturers/:id/modules", "Query modules by lecturer_id and term", NULL, "list modules lecturer_id,term" },
  { college, "GET /api/modules/:id/learners", "Query learners of a module by module_id through registrations", NULL, "list registrations module_id +learners" },
  { college, "GET /api/learners/:id/modules", "Query modules of a learner by learner_id through registrations + pagination", NULL, "list registrations learner_id +modules" },
  { college, "POST /api/modules/:id/register", "Create registrations record by module_id + learner_id, increment modules taken if below places", NULL, "create registrations module_id,learner_id +update:modules !{modules.taken} < {modules.places}" },
  { college, "DELETE /api/modules/:id/register/:learnerId", "Delete registrations record by module_id + learner_id, decrement modules taken", NULL, "delete registrations module_id,learner_id +update:modules" },
  { college, "PUT /api/modules/:id/marks/:learnerId", "Update registrations mark by module_id + learner_id", NULL, "update registrations module_id,learner_id" },
  { college, "GET /api/modules/:id/lessons", "Query lessons by module_id, earliest held_on first", NULL, "list lessons module_id <held_on" },
  { college, "GET /api/lessons/soon", "Query lessons by module_id where held_on between now and 14 days", NULL, "list lessons module_id ~held_on" },
  { college, "GET /api/learners/:id/essays", "Query essays by learner_id, newest handed_in_at first + pagination", NULL, "list essays learner_id >handed_in_at" },
  { college, "GET /api/learners/search", "Query learners by last_name prefix", NULL, "list learners ^last_name" },
  { college, "GET /api/learners/intake/:year", "Query learners by intake_year ordered by last_name", NULL, "list learners intake_year <last_name" },
  { college, "PUT /api/presence/:lessonId/:learnerId", "Create/update presence record by lesson_id + learner_id", NULL, "upsert presence lesson_id,learner_id" },
  { college, "GET /api/presence/:lessonId", "Query presence by lesson_id", NULL, "list presence lesson_id" },
  { college, "GET /api/modules/:id/average", "Aggregate query: average mark of registrations by module_id", NULL, "aggregate registrations module_id" },
  { college, "PUT /api/essays/:id", "Update essay points by ID", NULL, "update essays id" },
  { college, "DELETE /api/learners/:id", "Delete learner by ID", NULL, "delete learners id" },
  { college, "POST /api/lecturers/login", "Query lecturer by email", NULL, "get lecturers email" },
  { college, "GET /api/faculties/:id/lecturers", "Query lecturers by faculty_id + pagination", NULL, "list lecturers faculty_id" },
  { college, "GET /api/modules", "Query all modules", NULL, "list modules" },
  { college, "GET /api/lecturers/:id/faculty", "Get the faculty of a lecturer", NULL, "get lecturers id +faculties" },
  { college, "GET /api/essays/top", "Top 10 essays of a module by points", NULL, "list essays module_id >points #10" },

  /* Nested resources in plain English. */
  { circle, "POST /v1/accounts", "Sign up: create an account, nick must be free", NULL, "create accounts" },
  { circle, "GET /v1/accounts/{accountId}", "Fetch an account", NULL, "get accounts account_id" },
  { circle, "GET /v1/accounts/by-nick/{nick}", "Look up an account by nick", NULL, "get accounts nick" },
  { circle, "PATCH /v1/accounts/{accountId}", "Change nick or about text", NULL, "update accounts account_id" },
  { circle, "PUT /v1/accounts/{accountId}/nick", "Change the nick of an account", NULL, "update accounts account_id" },
  { circle, "PUT /v1/accounts/{accountId}/block", "Block an account", "authenticated", "create blocks" },
  { circle, "DELETE /v1/accounts/{accountId}/block", "Unblock an account", "authenticated", "delete blocks blocked_id,blocker_id" },
  { circle, "GET /v1/circles/{circleId}/members", "Members of a circle", NULL, "list circle_members circle_id" },
  { circle, "GET /v1/circles/{circleId}/members", "Members of a circle with their nicks", NULL, "list circle_members circle_id +accounts" },
  { circle, "POST /v1/circles/{circleId}/members", "Add a member to a circle", NULL, "create circle_members" },
  { circle, "DELETE /v1/circles/{circleId}/members/{accountId}", "Remove a member", NULL, "delete circle_members circle_id,account_id" },
  { circle, "PATCH /v1/circles/{circleId}/members/{accountId}", "Change the role of a member", NULL, "update circle_members circle_id,account_id" },
  { circle, "POST /v1/circles/{circleId}/join", "Join a circle", "authenticated", "create circle_members" },
  { circle, "DELETE /v1/circles/{circleId}/leave", "Leave a circle", "authenticated", "delete circle_members circle_id,account_id" },
  { circle, "GET /v1/circles/{circleId}/posts", "Posts of a circle, newest first, 30 a page", NULL, "list posts circle_id >posted_at #30" },
  { circle, "POST /v1/circles/{circleId}/posts", "Publish a post, updates last_activity_at of the circle", NULL, "create posts +update:circles" },
  { circle, "GET /v1/posts/{postId}", "Single post", NULL, "get posts post_id" },
  { circle, "GET /v1/posts/author/{accountId}", "Posts of an author, latest first", NULL, "list posts author_id >posted_at" },
  { circle, "DELETE /v1/posts/{postId}", "Soft delete a post", NULL, "update posts post_id" },
  { circle, "DELETE /v1/posts/{postId}", "Delete a post with its remarks and reactions", NULL, "delete posts post_id +delete:remarks +delete:reactions" },
  { circle, "PUT /v1/posts/{postId}/reaction", "React to a post", "authenticated", "create reactions" },
  { circle, "GET /v1/posts/{postId}/reactions", "Who reacted to a post", NULL, "list reactions post_id" },
  { circle, "GET /v1/posts/{postId}/reactions/count", "Number of reactions", NULL, "aggregate reactions post_id" },
  { circle, "GET /v1/posts/{postId}/remarks", "Remarks on a post in order of writing, paged", NULL, "ask remarks" },
  { circle, "GET /v1/posts/{postId}/remarks", "Remarks on a post, oldest first, paged", NULL, "list remarks post_id <written_at" },
  { circle, "POST /v1/posts/{postId}/remarks", "Remark on a post", NULL, "create remarks" },
  { circle, "GET /v1/remarks/{remarkId}/replies", "Replies to a remark", NULL, "list remarks parent_remark_id" },
  { circle, "PATCH /v1/posts/{postId}/remarks/{remarkId}", "Edit own remark", NULL, "update remarks post_id,remark_id" },
  { circle, "POST /v1/posts/{postId}/bookmark", "Bookmark a post", "authenticated", "create bookmarks" },
  { circle, "DELETE /v1/posts/{postId}/bookmark", "Remove a bookmark", "authenticated", "delete bookmarks post_id,account_id" },
  { circle, "GET /v1/me/bookmarks", "Bookmarks of the current account, newest first", "authenticated", "list bookmarks account_id >saved_at" },
  { circle, "GET /v1/accounts/{accountId}/invitees", "List invitees of an account", NULL, "list friendships inviter_id +accounts" },
  { circle, "GET /v1/accounts/{accountId}/inviters", "List inviters of an account", NULL, "list friendships invitee_id +accounts" },
  { circle, "GET /v1/accounts/{accountId}/friendships", "List friendships of an account", NULL, "ask friendships" },
  { circle, "GET /v1/accounts/{accountId}/blocking", "List the accounts somebody blocks", NULL, "list blocks blocker_id +accounts" },
  { circle, "GET /v1/accounts/{accountId}/suggestions", "List accounts", NULL, "ask accounts" },
  { circle, "GET /v1/posts/search", "Full-text search in posts", NULL, "search posts" },
  { circle, "POST /v1/accounts", NULL, NULL, "create accounts" },
  { circle, "GET /v1/circles/{circleId}/posts", NULL, NULL, "list posts circle_id" },
  { circle, "DELETE /v1/circles/{circleId}/members/{accountId}", NULL, NULL, "delete circle_members circle_id,account_id" },
  { circle, "GET /v1/accounts/{accountId}/settings", "Get settings", NULL, "which table" },

  /* A help desk: compound names, states, times that are due. */
  { desk, "GET /tickets/{id}", "Get a ticket", NULL, "get tickets id" },
  { desk, "GET /tickets/ref/{reference}", "Get ticket by reference", NULL, "get tickets reference" },
  { desk, "POST /tickets", "Open a ticket", NULL, "create tickets" },
  { desk, "PUT /tickets/{id}/status", "Change ticket status", NULL, "update tickets id" },
  { desk, "POST /tickets/{id}/close", "Close a ticket", NULL, "update tickets id" },
  { desk, "PUT /tickets/{id}/assign", "Assign a ticket to an agent", NULL, "update tickets id" },
  { desk, "GET /tickets/{id}/messages", "List messages of a ticket, oldest first", NULL, "list ticket_messages ticket_id <sent_at" },
  { desk, "POST /tickets/{id}/messages", "Add a message to a ticket", NULL, "create ticket_messages" },
  { desk, "GET /agents/{agentId}/tickets", "List tickets of an agent by status", NULL, "list tickets status,agent_id" },
  { desk, "GET /customers/{customerId}/tickets", "Ticket history of a customer, 20 at a time", NULL, "list tickets customer_id >created_at #20" },
  { desk, "GET /tickets/overdue", "Overdue tickets of a status", NULL, "list tickets status ~due_at" },
  { desk, "GET /tickettypes", "List ticket types", NULL, "list ticket_types" },
  { desk, "GET /tickettypes/{ticketTypeId}", "Get a ticket type by ID", NULL, "get ticket_types id" },
  { desk, "DELETE /tickettypes/{ticketTypeId}", "Delete a ticket type", NULL, "delete ticket_types id" },
  { desk, "POST /tickets/{id}/tags", "Add a tag to a ticket", NULL, "create ticket_tags" },
  { desk, "DELETE /tickets/{id}/tags/{tagId}", "Remove a tag from a ticket", NULL, "delete ticket_tags ticket_id,tag_id" },
  { desk, "GET /tickets/{id}/tags", "List tags of a ticket", NULL, "list ticket_tags ticket_id +tags" },
  { desk, "GET /tags/{tagId}/tickets", "List tickets with a tag", NULL, "list ticket_tags tag_id +tickets" },
  { desk, "POST /tickets/{id}/rating", "Rate a ticket", NULL, "create ratings" },
  { desk, "GET /tickets/{id}/rating", "Get the rating of a ticket", NULL, "get ratings ticket_id" },
  { desk, "GET /customers/{id}", "Get customer", NULL, "get customers id" },
  { desk, "GET /customers", "Find customer by email", NULL, "get customers email" },
  { desk, "GET /reports/tickets", "Number of tickets per agent per week", NULL, "aggregate tickets" },
  { desk, "GET /tickets", "List tickets by sentiment", NULL, "ask tickets" },
  { desk, "GET /agents/{agentId}/customers", "Customers of an agent", NULL, "list tickets agent_id +customers" },
  { desk, NULL, "Get ticket with its messages and rating", NULL, "get tickets id +ticket_messages +ratings" },
  { desk, NULL, "List tickets of a customer created after a date", NULL, "list tickets customer_id ~created_at" },
  { desk, NULL, "Tickets of a customer from date to date, newest first", NULL, "list tickets customer_id ~created_at >created_at" },
  { desk, NULL, "Open tickets by priority", NULL, "list tickets priority ?status" },
  { desk, NULL, "Delete all messages of a ticket", NULL, "delete ticket_messages ticket_id" },

  /* Vehicles: many a second, ranges of time. */
  { lorries, "POST /vehicles/{vehicleId}/positions", "Store a position", NULL, "create positions" },
  { lorries, "GET /vehicles/{vehicleId}/positions/latest", "Latest position of a vehicle", NULL, "list positions vehicle_id >recorded_at #1" },
  { lorries, "GET /vehicles/{vehicleId}/positions", "Positions of a vehicle in the last 24 hours", NULL, "list positions vehicle_id ~recorded_at" },
  { lorries, "GET /vehicles/{vehicleId}/trips", "Trips of a vehicle, most recent first", NULL, "list trips vehicle_id >departs_at" },
  { lorries, "GET /drivers/{driverId}/trips", "Trips of a driver this week", NULL, "list trips driver_id ~departs_at" },
  { lorries, "POST /vehicles/{vehicleId}/fuel-logs", "Add fuel log entry", NULL, "create fuel_logs" },
  { lorries, "GET /vehicles/{vehicleId}/fuel-logs", "Fuel log of a vehicle sorted by filled_at descending", NULL, "list fuel_logs vehicle_id >filled_at" },
  { lorries, "GET /vehicles/{vehicleId}/inspections", "Inspections of a vehicle due before a date", NULL, "list inspections vehicle_id ~due_on" },
  { lorries, "GET /vehicles/plate/{plate}", "Get vehicle by plate", NULL, "get vehicles plate" },
  { lorries, "GET /depots/{depotId}/vehicles", "List vehicles of a depot", NULL, "list vehicles depot_id" },
  { lorries, "PUT /vehicles/{id}/mileage", "Update mileage", NULL, "update vehicles id" },
  { lorries, "GET /vehicles/{id}/stats", "Fuel statistics of a vehicle", NULL, "aggregate fuel_logs vehicle_id" },
  { lorries, "GET /vehicles/{vehicleId}/trips/{tripId}", "Get a trip", NULL, "get trips vehicle_id,id" },
  { lorries, NULL, "Total distance of a driver per month", NULL, "which table" },
  { lorries, NULL, "List trips of a driver by weather", NULL, "ask trips" },
  { lorries, NULL, "Oldest 5 trips of a vehicle", NULL, "list trips vehicle_id <departs_at #5" },

  /* A shop. */
  { store, NULL, "Get good by SKU", NULL, "get goods sku" },
  { store, NULL, "List goods of a brand within a price range", NULL, "list goods brand ~price" },
  { store, NULL, "List goods of a brand cheapest first", NULL, "list goods brand <price" },
  { store, NULL, "List goods of a brand, highest price first, first 20", NULL, "list goods brand >price #20" },
  { store, NULL, "List goods of a brand with a price under 10", NULL, "list goods brand ~price" },
  { store, NULL, "Orders of a client placed since a date", NULL, "list orders client_id ~placed_at" },
  { store, NULL, "Get order by number", NULL, "get orders number" },
  { store, NULL, "Get order with lines", NULL, "get orders id +order_lines" },
  { store, NULL, "Place order: create order + order lines, decrement goods in_stock", NULL, "create orders +create:order_lines +update:goods" },
  { store, NULL, "Cancel order", NULL, "update orders id" },
  { store, NULL, "Add a good to the wishlist", NULL, "create wishlist_items" },
  { store, NULL, "Remove item from wishlist", NULL, "delete wishlist_items client_id,good_id" },
  { store, NULL, "Orders by status, oldest first", NULL, "list orders status <placed_at" },
  { store, NULL, "Recent orders of a client", NULL, "list orders client_id >placed_at" },
  { store, NULL, "Get coupon by code", NULL, "get coupons code" },
  { store, NULL, "Best sellers", NULL, "which table" },
  { store, NULL, "Revenue per month", NULL, "which table" },
  { store, "GET /orders/{orderId}/payments", "List payments of an order", NULL, "list payments order_id" },
  { store, "POST /orders/{orderId}/payments", "Add payment", NULL, "create payments" },
  { store, "GET /orders/{orderId}/lines/{line}", "Get one line of an order", NULL, "get order_lines order_id,line" },
  { store, "DELETE /clients/{clientId}/wishlist/{goodId}", "Remove a good from the wishlist", NULL, "delete wishlist_items client_id,good_id" },

  { desk, NULL, "Current agent of a team", NULL, "ask agents" },
  { desk, NULL, "Add a rating to an invoice", NULL, "which table" },
  { desk, NULL, "Get agent by name", NULL, "list agents name" },
  { desk, "GET /tickets/{ticketStatus}", "List tickets", NULL, "list tickets status" },
  { hospital, "POST /admissions/{admissionId}/{bed}", "Add a visitor to that admission", NULL, "which table" },

  /* What must be so for a write to go through. */
  { desk, "PUT /tickets/{id}/agent", "Assign a ticket to an agent if it is open", NULL, "update tickets id !{tickets.status} = ?_open" },
  { desk, "PUT /tickets/{id}", "Update ticket due_at by id if status is 'pending'", NULL, "update tickets id !{tickets.status} = ?_pending" },
  { desk, "PUT /tickets/{id}", "Update ticket unless it is solved", NULL, "update tickets id !{tickets.status} <> ?_solved" },
  { desk, "PUT /tickets/{id}", "Update ticket if status != solved", NULL, "update tickets id !{tickets.status} <> ?_solved" },
  { desk, "PUT /tickets/{id}", "Update ticket priority by id (only while priority < 5)", NULL, "update tickets id !{tickets.priority} < ?_5" },
  { desk, "PUT /tickets/{id}", "Update ticket by id if not solved and due_at is null", NULL, "update tickets id !{tickets.status} <> ?_solved AND attribute_not_exists({tickets.due_at})" },
  { desk, "DELETE /tickets/{id}", "Delete ticket by id only when solved", NULL, "delete tickets id !{tickets.status} = ?_solved" },
  { desk, "DELETE /tickets/{id}", "Delete ticket only when it has no messages", NULL, "ask tickets" },
  { desk, "PUT /tickets/{id}", "Update ticket if the customer is nice", NULL, "ask tickets" },
  { desk, "PUT /tickets/{id}", "Update ticket if open or pending", NULL, "update tickets id !{tickets.status} IN (?_open, ?_pending)" },
  { desk, "PUT /tickets/{id}", "Update ticket unless status is open or pending", NULL, "update tickets id !NOT {tickets.status} IN (?_open, ?_pending)" },
  { desk, "PUT /tickets/{id}", "Update ticket if open or due_at is null", NULL, "ask tickets" },
  { desk, "PUT /tickets/{id}", "Update ticket if open or nice", NULL, "ask tickets" },
  { desk, "POST /tickets", "Create ticket if the customer has none open", NULL, "ask tickets" },
  { desk, "POST /tickets", "Create ticket if it does not exist", NULL, "create tickets" },
  { desk, "PUT /tickets/{id}", "Update ticket priority by id if given", NULL, "update tickets id" },
  { desk, "GET /tickets/{id}", "Check if a ticket exists", NULL, "get tickets id" },
  { desk, NULL, "If it is open, update the ticket by id", NULL, "update tickets id !{tickets.status} = ?_open" },
  { circle, "DELETE /v1/posts/{postId}", "Soft delete a post if not deleted", NULL, "update posts post_id !attribute_not_exists({posts.deleted_at})" },
  { college, "PUT /api/modules/:id/taken", "Update modules taken by id only while taken < places", NULL, "update modules id !{modules.taken} < {modules.places}" },
  { college, "PUT /api/modules/:id/taken", "Increment modules taken by id if below capacity", NULL, "ask modules" },
  { lorries, "PUT /vehicles/{id}", "Update vehicle mileage if not retired", NULL, "update vehicles id !{vehicles.retired} = ?_false" },
  { lorries, "PUT /trips/{id}", "Update trip arrived_at by id if not arrived", NULL, "update trips id !attribute_not_exists({trips.arrived_at})" },
  { store, NULL, "Update goods in_stock by sku only if in_stock >= 1", NULL, "update goods sku !{goods.in_stock} >= ?_1" },
  { store, NULL, "Cancel order if status is new", NULL, "update orders id !{orders.status} = ?_new" },
  { store, NULL, "Delete coupon by code if valid_until < now", NULL, "delete coupons code !{coupons.valid_until} < ?_now" },
  { store, NULL, "Delete coupon by code if expired", NULL, "delete coupons code !{coupons.valid_until} <= ?_now" },

  /* Verbs of a state change the row that keeps it, whatever the method. */
  { desk, "DELETE /tickets/{id}", "Close a ticket", NULL, "update tickets id" },
  { desk, "POST /tickets/{id}/release", "Release a ticket", NULL, "update tickets id" },
  { desk, "DELETE /tickets/hold", "Release pending tickets by agent_id", NULL, "update tickets agent_id !{tickets.status} = ?_pending" },
  { desk, NULL, "Delete solved tickets by customer_id", NULL, "delete tickets customer_id !{tickets.status} = ?_solved" },
  { desk, NULL, "Delete all solved tickets", NULL, "delete tickets status !{tickets.status} = ?_solved" },
  { desk, NULL, "Pending tickets by agent_id", NULL, "list tickets agent_id ?status" },
  { desk, "DELETE /tags/{tagId}", "Release a tag", NULL, "delete tags id" },
  { store, "DELETE /orders/{orderId}", "Cancel order", NULL, "update orders id" },
  { store, "PUT /orders/{orderId}/hold", "Hold order if status is paid", NULL, "update orders id !{orders.status} = ?_paid" },
  { store, "POST /orders/{orderId}/ship", "Ship an order", NULL, "update orders id" },
  { college, "POST /api/learners/:id/check-in", "Check in a learner", NULL, "update learners id" },
  { desk, "POST /tickets", "Open ticket", NULL, "create tickets" },

  /* Second clauses, columns of a parent, times by their side of now. */
  { lorries, NULL, "Create position record and update last known position of the vehicle", NULL, "create positions +update:vehicles" },
  { circle, "PUT /v1/posts/{postId}/reaction", "React to a post, increments reaction_count", "authenticated", "create reactions +update:posts" },
  { lorries, NULL, "List vehicles by town of the depot", NULL, "list depots town +vehicles" },
  { lorries, NULL, "List inspections of a vehicle with due_on in the future", NULL, "list inspections vehicle_id ~due_on" },
  { lorries, NULL, "Trips of a vehicle in the past", NULL, "list trips vehicle_id ~departs_at" },
  { lorries, NULL, "Trips of a vehicle today", NULL, "list trips vehicle_id ~departs_at" },
  { hospital, NULL, "Query shifts by nurse_id with starts_at in the future, soonest first", NULL, "list shifts nurse_id ~starts_at <starts_at" },

  /* Prefixed names and no foreign keys at all. */
  { sensors, NULL, "Get device by serial number", NULL, "get t_device serial_no" },
  { sensors, NULL, "Sensor readings of a device between two dates", NULL, "list t_sensor_reading device_id ~measured_at" },
  { sensors, NULL, "Latest sensor reading of a device", NULL, "list t_sensor_reading device_id >measured_at #1" },
  { sensors, NULL, "List alarms of a device, newest first", NULL, "list t_device_alarm device_id >raised_at" },
  { sensors, "GET /devices/{deviceId}/firmware", "Get the firmware of a device", NULL, "list devicefirmware device_id" },
  { sensors, "GET /devices/{deviceId}/alarms", "List alarms of a device", NULL, "list t_device_alarm device_id" },
  { sensors, "DELETE /devices/{deviceId}/alarms/{alarmId}", "Delete an alarm", NULL, "delete t_device_alarm device_id,alarm_id" },
};

static const char *
name_kind (TenonReadingKind kind)
{
  static const char *const names[] = { "none", "get", "list", "create", "upsert", "update", "delete", "search", "aggregate", "recursive" };

  return names[kind];
}

static char *
describe (TenonReading *reading)
{
  g_autoptr (GString) s = g_string_new (NULL);

  if (reading->table == NULL)
    return g_strdup ("which table");
  if (reading->doubts->len > 0)
    return g_strdup_printf ("ask %s", reading->table->name);
  g_string_append_printf (s, "%s %s", name_kind (reading->kind), reading->table->name);
  for (guint i = 0; i < reading->equality->len; i++)
    g_string_append_printf (s, "%s%s", i > 0 ? "," : " ", (char *)g_ptr_array_index (reading->equality, i));
  for (guint i = 0; i < reading->filters->len; i++)
    g_string_append_printf (s, " ?%s", (char *)g_ptr_array_index (reading->filters, i));
  if (reading->range != NULL)
    g_string_append_printf (s, " %s%s", reading->is_prefix ? "^" : "~", reading->range);
  if (reading->order != NULL)
    g_string_append_printf (s, " %s%s", reading->descending ? ">" : "<", reading->order);
  if (reading->page_size > 0)
    g_string_append_printf (s, " #%d", (int)reading->page_size);
  for (guint i = 0; i < reading->parts->len; i++)
    {
      TenonReadingPart *part = g_ptr_array_index (reading->parts, i);

      g_string_append_printf (s, " +%s%s%s", part->kind == TENON_READING_GET ? "" : name_kind (part->kind), part->kind == TENON_READING_GET ? "" : ":", part->table->name);
    }
  for (guint i = 0; i < reading->conditions->len; i++)
    g_string_append_printf (s, " !%s", ((TenonShapeCondition *)g_ptr_array_index (reading->conditions, i))->text);
  return g_strdup (s->str);
}

static void
test_law (gconstpointer data)
{
  const Law *law = data;
  g_autoptr (TenonModel) model = sample_model (law->schema);
  g_autoptr (TenonEdit) edit = NULL;
  TenonPattern *pattern = tenon_pattern_new ("AP1");
  g_autoptr (TenonReader) reader = NULL;
  g_autoptr (TenonReading) reading = NULL;
  g_autofree char *found = NULL;

  pattern->description = g_strdup (law->words != NULL ? law->words : law->endpoint);
  pattern->endpoint = g_strdup (law->endpoint);
  pattern->key_requirements = g_strdup (law->requirements);
  if (law->endpoint != NULL)
    {
      g_autoptr (TenonTableNames) names = tenon_table_names_new (model->schema);

      tenon_pattern_words_read (pattern, pattern->description, NULL, names);
      tenon_str_set (&pattern->key_requirements, law->requirements);
    }
  edit = tenon_model_begin (model, "Add Pattern");
  tenon_list_append_take (model->patterns, pattern);
  tenon_edit_commit (edit);
  reader = tenon_reader_new (model);
  reading = tenon_reader_read (reader, pattern);
  found = describe (reading);
  g_test_message ("%s (%s)", reading->notes->str, reading->doubts->len > 0 ? (char *)g_ptr_array_index (reading->doubts, 0) : "");
  g_assert_cmpstr (found, ==, law->expected);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (guint i = 0; i < G_N_ELEMENTS (laws); i++)
    {
      g_autofree char *path = g_strdup_printf ("/design/reading-words/%03u", i + 1);

      g_test_add_data_func (path, &laws[i], test_law);
    }
  return g_test_run ();
}
