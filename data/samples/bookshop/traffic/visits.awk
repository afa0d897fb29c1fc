# Turns statements.sql and journeys into what one client sends, pauses included.
#   awk -v user=shop -v seed=1 -v seconds=90 -f visits.awk statements.sql journeys
# One seed and one awk give the same visits.  A pause is the client's own "system sleep", so nothing of it reaches the server.

FNR == 1 { file++ }
file == 1 && /^-- @ / { name = $3; next }
file == 1 && /^(--|$)/ { next }
file == 1 { statement[name] = (name in statement) ? statement[name] "\n" $0 : $0; next }
/^(#|$)/ { next }
{
  split($0, half, ": ")
  split(half[1], head, " ")
  if (head[2] == user) {
    journeys++
    total += head[1]
    upto[journeys] = total
    steps[journeys] = half[2]
  }
}

function below(n) { return int(rand() * n) }

# Few books sell much, most sell little.
function popular(n,    r) { r = rand(); return 1 + int(n * r * r) }

function fill(text,    key) {
  for (key in value)
    gsub(":" key, value[key], text)
  return text
}

function visit(    i, n, step, wanted, pause) {
  serial++
  value["customer"] = popular(300)
  value["email"] = "reader" value["customer"] "@mail.example"
  value["book"] = popular(200)
  value["other_book"] = 1 + value["book"] % 200
  value["fresh_book"] = 1 + below(200)
  value["isbn"] = sprintf("9783%09d", (value["book"] * 104729) % 1000000000)
  value["author"] = popular(80)
  value["publisher"] = 1 + below(12)
  value["category"] = 1 + below(17)
  value["slug"] = slugs[1 + below(slug_count)]
  value["words"] = words[1 + below(word_count)]
  value["offset"] = below(5) ? 0 : 20
  value["order"] = 600 - popular(200)
  value["number"] = sprintf("B25-%08d", value["order"])
  value["status"] = below(3) ? "placed" : (below(2) ? "paid" : "packed")
  value["warehouse"] = 1 + below(3)
  value["count"] = 20 + below(150)
  value["rating"] = 1 + below(5)
  value["review"] = 1 + below(280)
  value["flag"] = below(2)
  value["price"] = sprintf("%.2f", 5 + below(4000) / 100)
  value["serial"] = seed * 1000 + serial
  value["label"] = "Holiday " value["serial"]
  value["spare_address"] = 300 + 1 + below(100)
  value["spare_customer"] = (value["spare_address"] - 300) * 3
  value["new_email"] = "new" value["serial"] "@mail.example"
  value["new_isbn"] = sprintf("9784%09d", value["serial"])
  value["new_slug"] = "shelf-" value["serial"]
  value["new_number"] = sprintf("B26-%08d", value["serial"])
  value["new_reference"] = sprintf("ch_%010d", value["serial"])

  wanted = rand() * total
  for (i = 1; upto[i] < wanted; i++)
    ;
  n = split(steps[i], step, " ")
  for (i = 1; i <= n; i++) {
    if (sub(/^\+/, "", step[i]) == 0) {
      pause = 0.15 + rand() * 0.9
      printf "\\! sleep %.2f\n", pause
      elapsed += pause
    }
    elapsed += 0.01
    print fill(statement[step[i]]) ";"
  }
}

END {
  srand(seed)
  slug_count = split("fiction crime fantasy history science cookery travel computing databases children", slugs, " ")
  word_count = split("gardens rivers lighthouse winter bread stars trains mountains databases whales maps voices", words, " ")
  while (elapsed < seconds)
    visit()
}
