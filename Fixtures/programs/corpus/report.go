// A Go program of the usual size: its runtime, a garbage collector, and a good part of its standard
// library. It builds JSON, compresses, hashes, searches by regular expression.
// Without arguments it only starts up and prints one line.
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"math/big"
	"net/url"
	"os"
	"regexp"
	"runtime/debug"
	"sort"
	"strconv"
	"strings"
	"time"
)

type Entry struct {
	ID   int            `json:"id"`
	Name string         `json:"name"`
	Tags []string       `json:"tags"`
	Seen map[string]int `json:"seen"`
	At   time.Time      `json:"at"`
}

func entries(count int) []Entry {
	start := time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC)
	list := make([]Entry, count)
	for i := range list {
		list[i] = Entry{
			ID:   i,
			Name: "entry <" + strconv.Itoa(i*7919%1000) + ">",
			Tags: []string{"a", "b" + strconv.Itoa(i%7)},
			Seen: map[string]int{"x": i, "y": i * i},
			At:   start.Add(time.Duration(i) * time.Hour),
		}
	}
	return list
}

func round(count int) (string, error) {
	list := entries(count)
	text, err := json.Marshal(list)
	if err != nil {
		return "", err
	}
	var again []Entry
	if err := json.Unmarshal(text, &again); err != nil {
		return "", err
	}
	sort.Slice(again, func(i, j int) bool { return again[i].Name < again[j].Name })
	marked, err := json.MarshalIndent(again, "", " ")
	if err != nil {
		return "", err
	}
	var out bytes.Buffer
	packer := gzip.NewWriter(&out)
	for _, entry := range again {
		fmt.Fprintf(packer, "<li id=%q>%s</li>\n", strconv.Itoa(entry.ID), url.QueryEscape(entry.Name))
	}
	if _, err := packer.Write(marked); err != nil {
		return "", err
	}
	if err := packer.Close(); err != nil {
		return "", err
	}
	unpacker, err := gzip.NewReader(&out)
	if err != nil {
		return "", err
	}
	whole, err := io.ReadAll(unpacker)
	if err != nil {
		return "", err
	}
	numbers := regexp.MustCompile(`%3C([0-9]+)%3E`).FindAllSubmatch(whole, -1)
	product := big.NewInt(1)
	for _, number := range numbers {
		value, _ := new(big.Int).SetString(string(number[1]), 10)
		product.Mod(product.Mul(product, value.Add(value, big.NewInt(1))), big.NewInt(1<<61-1))
	}
	query := url.Values{"product": {product.String()}}
	hash := fnv.New128a()
	hash.Write(append(whole, query.Encode()...))
	digest := hash.Sum(nil)
	return strings.ToUpper(hex.EncodeToString(digest[:8])) + " " +
		base64.StdEncoding.EncodeToString(digest[8:14]), nil
}

func main() {
	if len(os.Args) < 2 {
		fmt.Println("report: nothing to do")
		return
	}
	// The collector may want to sleep, which some engines cannot: `poll_oneoff` is missing there.
	debug.SetGCPercent(-1)
	count, err := strconv.Atoi(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	result, err := round(count)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Printf("report of %d: %s\n", count, result)
}
