/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How many different values a column has and how often the most frequent one comes, in memory that does not grow. */

#include "mysql/tenon-value-sketch.h"

#include <math.h>
#include <string.h>

/*
 * Up to 3/4 of the capacity every value has a counter of its own and all answers are exact. Beyond, two sketches take
 * over. The counters are kept as in Anderson et al., "A High-Performance Algorithm for Identifying Frequent Items in Data
 * Streams" (2017): when they run out, the median of a sample of them is taken off all and those at 0 go; the sum of what
 * was taken off is the error of each. The different values are counted by HyperLogLog (Flajolet et al. 2007) with the
 * estimator of Ertl, "New cardinality estimation algorithms for HyperLogLog sketches" (2017), which needs no tables of
 * corrections; its standard error is 1.04 / sqrt (registers).
 */

/* Counters looked at for a median. */
#define SAMPLE 256
#define FIRST_CAPACITY 16

typedef struct
{
  guint64 hash; /* 0: empty */
  gint64  count;
} Counter;

struct _TenonValueSketch
{
  Counter *counters; /* (owned) open addressing, a power of two */
  guint    n_slots;
  guint    n_slots_max;
  guint    used;
  gint64   taken_off; /* of every counter so far */
  guint    precision;
  guint8  *registers; /* (owned) (nullable) %NULL while all is exact */
  guint64  run_hash;  /* equal values often follow one another */
  gint64   run;
  gint64   longest_run;
};

/* Bits of a 64-bit number mixed so that each depends on all (the finalizer of MurmurHash3). */
static inline guint64
mix (guint64 x)
{
  x ^= x >> 33;
  x *= G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
  x ^= x >> 33;
  x *= G_GUINT64_CONSTANT (0xc4ceb9fe1a85ec53);
  return x ^ (x >> 33);
}

/**
 * tenon_value_hash:
 *
 * Returns: a hash that is never 0
 */
guint64
tenon_value_hash (const char *bytes,
                  gsize       length)
{
  guint64 h = G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) ^ (length * G_GUINT64_CONSTANT (0xff51afd7ed558ccd));
  guint64 word;

  for (; length >= 8; bytes += 8, length -= 8)
    {
      memcpy (&word, bytes, 8);
      h = (h ^ word) * G_GUINT64_CONSTANT (0x87c37b91114253d5);
      h ^= h >> 29;
    }
  word = 0;
  memcpy (&word, bytes, length);
  h = mix (h ^ word * G_GUINT64_CONSTANT (0x4cf5ad432745937f));
  return h != 0 ? h : 1;
}

guint64
tenon_value_hash_join (guint64 first,
                       guint64 second)
{
  guint64 h = mix (first * 31 + second);

  return h != 0 ? h : 1;
}

/**
 * tenon_value_sketch_new:
 * @capacity: counters, of 16 bytes each, at most; rounded up to a power of two
 * @precision: 4 to 16: the logarithm of the number of HyperLogLog's registers, of a byte each
 */
TenonValueSketch *
tenon_value_sketch_new (guint capacity,
                        guint precision)
{
  TenonValueSketch *self = g_new0 (TenonValueSketch, 1);

  self->n_slots_max = FIRST_CAPACITY;
  while (self->n_slots_max < capacity)
    self->n_slots_max *= 2;
  self->n_slots = FIRST_CAPACITY;
  self->counters = g_new0 (Counter, self->n_slots);
  self->precision = CLAMP (precision, 4, 16);
  return self;
}

void
tenon_value_sketch_free (TenonValueSketch *self)
{
  g_free (self->counters);
  g_free (self->registers);
  g_free (self);
}

static inline Counter *
find_counter (Counter *counters,
              guint    n_slots,
              guint64  hash)
{
  guint i = hash & (n_slots - 1);

  while (counters[i].hash != 0 && counters[i].hash != hash)
    i = (i + 1) & (n_slots - 1);
  return &counters[i];
}

static inline void
note_register (TenonValueSketch *self,
               guint64           hash)
{
  guint   index = hash >> (64 - self->precision);
  guint64 rest = hash << self->precision;
  guint8  rank = rest == 0 ? 64 - self->precision + 1 : __builtin_clzll (rest) + 1;

  if (rank > self->registers[index])
    self->registers[index] = rank;
}

/* Puts the counters into a table of so many slots, with so much taken off each. */
static void
rebuild (TenonValueSketch *self,
         guint             n_slots,
         gint64            take_off)
{
  Counter *old = self->counters;
  guint    n_old = self->n_slots;

  self->counters = g_new0 (Counter, n_slots);
  self->n_slots = n_slots;
  self->used = 0;
  self->taken_off += take_off;
  for (guint i = 0; i < n_old; i++)
    if (old[i].hash != 0 && old[i].count > take_off)
      {
        Counter *counter = find_counter (self->counters, n_slots, old[i].hash);

        counter->hash = old[i].hash;
        counter->count = old[i].count - take_off;
        self->used++;
      }
  g_free (old);
}

static int
compare_counts (gconstpointer a,
                gconstpointer b)
{
  gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;

  return (x > y) - (x < y);
}

static gint64
sample_median (TenonValueSketch *self)
{
  gint64 sample[SAMPLE];
  guint  n = 0;

  for (guint i = 0; i < self->n_slots && n < SAMPLE; i++)
    if (self->counters[i].hash != 0)
      sample[n++] = self->counters[i].count;
  qsort (sample, n, sizeof *sample, compare_counts);
  return MAX (1, sample[n / 2]);
}

static void
make_room (TenonValueSketch *self)
{
  if (self->n_slots < self->n_slots_max)
    {
      rebuild (self, self->n_slots * 2, 0);
      return;
    }
  if (self->registers == NULL)
    {
      self->registers = g_new0 (guint8, 1u << self->precision);
      for (guint i = 0; i < self->n_slots; i++)
        if (self->counters[i].hash != 0)
          note_register (self, self->counters[i].hash);
    }
  rebuild (self, self->n_slots, sample_median (self));
}

/* Counts the run of equal values that has ended. */
void
tenon_value_sketch_end_run (TenonValueSketch *self)
{
  Counter *counter;

  if (self->run == 0)
    return;
  self->longest_run = MAX (self->longest_run, self->run);
  counter = find_counter (self->counters, self->n_slots, self->run_hash);
  if (counter->hash == 0)
    {
      if (self->registers != NULL)
        note_register (self, self->run_hash);
      if ((self->used + 1) * 4 > self->n_slots * 3)
        {
          make_room (self);
          if (self->registers != NULL)
            note_register (self, self->run_hash);
          counter = find_counter (self->counters, self->n_slots, self->run_hash);
        }
      counter->hash = self->run_hash;
      self->used++;
    }
  counter->count += self->run;
  self->run = 0;
}

/**
 * tenon_value_sketch_add:
 * @hash: not 0; of the value
 *
 * Once all are added, call tenon_value_sketch_end_run() before asking.
 */
void
tenon_value_sketch_add (TenonValueSketch *self,
                        guint64           hash)
{
  if (hash == self->run_hash)
    {
      self->run++;
      return;
    }
  tenon_value_sketch_end_run (self);
  self->run_hash = hash;
  self->run = 1;
}

static double
sigma (double x)
{
  double y = 1, z = x, before;

  do
    {
      x *= x;
      before = z;
      z += x * y;
      y += y;
    }
  while (z != before);
  return z;
}

static double
tau (double x)
{
  double y = 1, z = 1 - x, before;

  if (x <= 0 || x >= 1)
    return 0;
  do
    {
      x = sqrt (x);
      before = z;
      y /= 2;
      z -= (1 - x) * (1 - x) * y;
    }
  while (z != before);
  return z / 3;
}

/**
 * tenon_value_sketch_get_distinct:
 * @error: (out): the relative standard error; 0: exact
 */
double
tenon_value_sketch_get_distinct (TenonValueSketch *self,
                                 double           *error)
{
  guint  counts[66] = { 0 };
  guint  n = 1u << self->precision, q = 64 - self->precision;
  double z;

  *error = 0;
  if (self->registers == NULL)
    return self->used;
  *error = 1.04 / sqrt (n);
  for (guint i = 0; i < n; i++)
    counts[self->registers[i]]++;
  z = n * tau (1 - (double)counts[q + 1] / n);
  for (guint k = q; k >= 1; k--)
    z = (z + counts[k]) / 2;
  z += n * sigma ((double)counts[0] / n);
  return (double)n * n / (2 * G_LN2 * z);
}

/**
 * tenon_value_sketch_get_maximum:
 * @at_most: (out): an upper bound; equal to the lower one where that is exact
 *
 * Returns: how often the most frequent value comes, at least
 */
gint64
tenon_value_sketch_get_maximum (TenonValueSketch *self,
                                gint64           *at_most)
{
  gint64 maximum = 0;

  for (guint i = 0; i < self->n_slots; i++)
    maximum = MAX (maximum, self->counters[i].count);
  *at_most = maximum + self->taken_off;
  return MAX (maximum, self->longest_run);
}
