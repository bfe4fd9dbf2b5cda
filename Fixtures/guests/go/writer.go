package main

import "encoding/binary"

// A builder of messages of one segment, word by word.
type writer struct{ words []uint64 }

// A struct that is being built: where its data and its pointers begin.
type place struct{ data, pointers int }

func (w *writer) allocate(count int) int {
	start := len(w.words)
	w.words = append(w.words, make([]uint64, count)...)
	return start
}

// Makes the pointer at a word lead to a new struct.
func (w *writer) structure(at, data, pointers int) place {
	start := w.allocate(data + pointers)
	w.words[at] = uint64(uint32(start-at-1)<<2) | uint64(data)<<32 | uint64(pointers)<<48
	return place{start, start + data}
}

// Makes the pointer at a word lead to a new list of structs.
func (w *writer) list(at, count, data, pointers int) []place {
	size := data + pointers
	start := w.allocate(1 + count*size)
	w.words[at] = uint64(uint32(start-at-1)<<2) | 1 | 7<<32 | uint64(count*size)<<35
	w.words[start] = uint64(count)<<2 | uint64(data)<<32 | uint64(pointers)<<48
	elements := make([]place, count)
	for i := range elements {
		first := start + 1 + i*size
		elements[i] = place{first, first + data}
	}
	return elements
}

// Makes the pointer at a word lead to new pointers.
func (w *writer) pointerList(at, count int) int {
	start := w.allocate(count)
	w.words[at] = uint64(uint32(start-at-1)<<2) | 1 | 6<<32 | uint64(count)<<35
	return start
}

// Makes the pointer at a word lead to bytes.
func (w *writer) bytes(at int, content []byte) {
	start := w.allocate((len(content) + 7) / 8)
	w.words[at] = uint64(uint32(start-at-1)<<2) | 1 | 2<<32 | uint64(len(content))<<35
	for i, b := range content {
		w.words[start+i/8] |= uint64(b) << (8 * (i % 8))
	}
}

// Makes the pointer at a word lead to a text, which ends with a zero.
func (w *writer) text(at int, content string) { w.bytes(at, append([]byte(content), 0)) }

// Makes the pointer at a word stand for an entry of the table of capabilities.
func (w *writer) capability(at, index int) { w.words[at] = 3 | uint64(index)<<32 }

// The message with its frame.
func (w *writer) framed() []byte {
	bytes := make([]byte, 8+8*len(w.words))
	binary.LittleEndian.PutUint32(bytes[4:], uint32(len(w.words)))
	for i, word := range w.words {
		binary.LittleEndian.PutUint64(bytes[8+8*i:], word)
	}
	return bytes
}
