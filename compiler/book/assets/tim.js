// Search over window.mucLucTim: rows [address, words, link]. Every word typed must stand in the row, tone marks aside.
(function () {
  "use strict";
  var most = 40;
  var root = document.body.getAttribute("data-goc") || "";
  var box = document.getElementById("tim");
  var list = document.getElementById("thay");
  function bare(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
  }
  var rows = (window.mucLucTim || []).map(function (row) {
    return { address: row[0], words: row[1], link: row[2], bare: bare(row[0] + " " + row[1]) };
  });
  function around(row, word) {
    var at = Math.max(0, bare(row.words).indexOf(word) - 40);
    return (at > 0 ? "…" : "") + row.words.slice(at, at + 140) + (row.words.length > at + 140 ? "…" : "");
  }
  function show() {
    var words = bare(box.value).split(/\s+/).filter(Boolean);
    list.textContent = "";
    list.hidden = words.length === 0;
    if (list.hidden) { return; }
    var found = rows.filter(function (row) {
      return words.every(function (word) { return row.bare.indexOf(word) >= 0; });
    });
    found.slice(0, most).forEach(function (row) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      link.href = root + row.link;
      link.textContent = row.address;
      item.appendChild(link);
      item.appendChild(document.createTextNode(" " + around(row, words[0])));
      list.appendChild(item);
    });
    var told = document.createElement("li");
    told.textContent = found.length === 0 ? "Không thấy" : found.length + " chỗ" + (found.length > most ? ", đây là " + most + " chỗ đầu" : "");
    list.appendChild(told);
  }
  box.addEventListener("input", show);
})();
